import type { LeadershipMail, setLeadershipMail } from '@baton/contract/leadership-mail.ts';
import { nextMonthly } from '@baton/domain/leadership/monthly-moment.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readConnections } from '@baton/store/connections/connections.ts';
import {
  deleteLeadershipMail,
  readLeadershipMail,
  writeLeadershipMail,
} from '@baton/store/connections/leadership-mail.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import type { z } from 'zod';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { requireZone } from '../service-levels/maintenance-windows.ts';
import { queuePageNow } from './monthly-mail.ts';

export type ScheduleToSet = z.output<NonNullable<(typeof setLeadershipMail)['body']>>;

const SUBJECT = { kind: 'leadership-mail', id: null, name: 'the leadership page by mail' } as const;

/** When and to whom the page goes, and by which mail servers it could. */
export async function readMailSchedule(db: Database, now: string): Promise<LeadershipMail> {
  const servers = await readConnections(db, { kinds: ['email'] });
  const kept = await readLeadershipMail(db);
  const offered = servers.map(({ connection_id, name }) => ({ connectionId: connection_id, name }));
  if (kept === undefined) return { schedule: null, offered };
  const { day_of_month: dayOfMonth, at_time: at, time_zone: timeZone } = kept;
  return {
    schedule: {
      connectionId: kept.connection_id,
      connection: servers.find(({ connection_id }) => connection_id === kept.connection_id)?.name ?? '',
      recipients: [...kept.recipients],
      dayOfMonth,
      at,
      timeZone,
      withPdf: kept.with_pdf,
      setBy: kept.set_by_name,
      setAt: kept.set_at,
      next: nextMonthly({ dayOfMonth, at, timeZone }, Temporal.Instant.from(now)).toString(),
    },
    offered,
  };
}

/** Sets to whom the page goes each month: whoever may share it by a link may share it by mail. */
export async function setMailSchedule(
  db: Database,
  actor: PersonActor,
  { connectionId, recipients, dayOfMonth, at, timeZone, withPdf }: ScheduleToSet,
  now: string,
): Promise<LeadershipMail> {
  requirePermission(actor, 'leadership.share');
  requireZone(timeZone);
  const servers = await readConnections(db, { kinds: ['email'] });
  if (!servers.some(({ connection_id }) => connection_id === connectionId)) {
    throw new ServiceError('not-found', 'There is no such mail server.', {
      where: 'body.connectionId',
      hint: 'Add one under Settings, Connections.',
    });
  }
  const to = [...new Set(recipients.map((recipient) => recipient.toLowerCase()))];
  await db.transaction().execute(async (trx) => {
    await writeLeadershipMail(trx, {
      connection_id: connectionId,
      recipients: to,
      day_of_month: dayOfMonth,
      at_time: at,
      time_zone: timeZone,
      with_pdf: withPdf,
      set_at: now,
      set_by_name: actor.name,
    });
    await note(trx, actor, 'leadership.mail-set', { recipients: to, dayOfMonth, at, timeZone });
  });
  return readMailSchedule(db, now);
}

export async function stopMailSchedule(db: Database, actor: PersonActor, now: string): Promise<LeadershipMail> {
  requirePermission(actor, 'leadership.share');
  await db.transaction().execute(async (trx) => {
    if (await deleteLeadershipMail(trx)) await note(trx, actor, 'leadership.mail-stopped', {});
  });
  return readMailSchedule(db, now);
}

/** Sends the page to the recipients of the schedule now. @returns how many messages were queued */
export async function sendPageNow(db: Database, actor: PersonActor): Promise<number> {
  requirePermission(actor, 'leadership.share');
  return db.transaction().execute(async (trx) => {
    const schedule = await readLeadershipMail(trx);
    if (schedule === undefined) {
      throw new ServiceError('not-found', 'Nobody was named yet to whom the page goes.', {
        hint: 'Name recipients and a mail server first.',
      });
    }
    const queued = await queuePageNow(trx, schedule);
    await note(trx, actor, 'leadership.mailed', { recipients: [...schedule.recipients] });
    return queued;
  });
}

async function note(
  trx: DatabaseTransaction,
  actor: PersonActor,
  action: string,
  details: NonNullable<Parameters<typeof appendLog>[1]['details']>,
): Promise<void> {
  await appendLog(trx, { actor, action, subject: SUBJECT, details });
  await publishEvent(trx, { topic: 'leadership' });
}
