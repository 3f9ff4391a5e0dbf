import { randomUUID } from 'node:crypto';
import { lastMonthly } from '@baton/domain/leadership/monthly-moment.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type DeliveryRecord, insertDeliveries } from '@baton/store/connections/deliveries.ts';
import { type LeadershipMailRecord, readLeadershipMail } from '@baton/store/connections/leadership-mail.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import type { SendContext } from '../deliveries/send-context.ts';
import type { Mail } from '../deliveries/send-mail.ts';
import { ServiceError } from '../service-error.ts';
import { readLeadershipPage } from './read-page.ts';
import { messageOf } from './write-message.ts';

/** What these deliveries are called. */
export const LEADERSHIP_EVENT = 'leadership.page';

/** A Baton that was down for longer does not send the page of the month late, with figures of another day. */
const LATEST_HOURS = 72;

/** Queues the page of the month for its recipients once its moment has come; each month once, however often this runs. */
export async function queueMonthlyMail(db: Database, now: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const schedule = await readLeadershipMail(trx);
    if (schedule === undefined) return 0;
    const { day_of_month: dayOfMonth, at_time: at, time_zone: timeZone, set_at } = schedule;
    const instant = Temporal.Instant.from(now);
    const last = lastMonthly({ dayOfMonth, at, timeZone }, instant);
    const isOld = last.at.until(instant).total('hours') > LATEST_HOURS;
    if (isOld || Temporal.Instant.compare(last.at, Temporal.Instant.from(set_at)) < 0) return 0;
    return queuePage(trx, schedule, last.month);
  });
}

/** Queues the page once more, now. */
export function queuePageNow(trx: DatabaseTransaction, schedule: LeadershipMailRecord): Promise<number> {
  return queuePage(trx, schedule, randomUUID());
}

async function queuePage(
  trx: DatabaseTransaction,
  { connection_id, recipients }: LeadershipMailRecord,
  occasion: string,
): Promise<number> {
  const rows = recipients.map((recipient) => ({
    connection_id,
    source_key: `leadership ${occasion} ${recipient}`,
    event: LEADERSHIP_EVENT,
    recipient,
  }));
  const queued = await insertDeliveries(trx, rows);
  if (queued.length > 0) await enqueueJob(trx, 'send-deliveries', {});
  return queued.length;
}

/** The page as it is now, as mail; with the same page as PDF where it is wanted and this machine can print. */
export async function writeLeadershipMail(
  db: Database,
  { publicUrl, timeZone, printLeadership }: SendContext,
  { delivery_id, recipient, created_at }: DeliveryRecord,
): Promise<Mail> {
  const now = Temporal.Now.instant().toString();
  const message = messageOf(await readLeadershipPage(db, { now, timeZone }), publicUrl);
  const wantsPdf = (await readLeadershipMail(db))?.with_pdf ?? false;
  const pdf = wantsPdf && printLeadership !== null ? await printedOrNull(printLeadership) : null;
  const attachment = {
    fileName: `patch-management-${created_at.slice(0, 10)}.pdf`,
    content: pdf ?? Buffer.alloc(0),
    type: 'application/pdf',
  };
  const to = { name: '', address: recipient ?? '' };
  return { id: delivery_id, to, ...message, ...(pdf === null ? {} : { attachment }) };
}

/** The words are the same as on paper: a machine without a printer sends them alone. */
async function printedOrNull(print: () => Promise<Buffer>): Promise<Buffer | null> {
  try {
    return await print();
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'no-printer') return null;
    throw error;
  }
}
