import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { type DigestCounts, readDigestCounts } from '@baton/store/service-levels/digest-counts.ts';
import { type ActivePerson, insertNotifications, readActivePeople } from '@baton/store/service-levels/notifications.ts';
import { counted } from '../read-relay/relay-words.ts';
import { currentPolicy } from './policy-book.ts';

/** Hour of the policy's zone from which the day's digest is there. */
const DIGEST_HOUR = 7;

/**
 * The digest of the day: to each person what their team holds, what comes due within a day and what is overdue. Who has
 * nothing to do gets none. One a day and person, however often this runs.
 */
export async function writeDigests(db: Database, now: string, timeZone: string): Promise<number> {
  const policy = await currentPolicy(db, now, timeZone);
  const local = Temporal.Instant.from(now).toZonedDateTimeISO(policy.timeZone);
  if (local.hour < DIGEST_HOUR) return 0;
  const day = local.toPlainDate().toString();
  return db.transaction().execute(async (trx) => {
    const people = await readActivePeople(trx);
    const counts = await readDigestCounts(trx, now);
    const messages = people.flatMap((person) => {
      const words = digestWords(person, counts);
      if (words === null) return [];
      return [
        {
          person_id: person.personId,
          message_key: `digest ${day}`,
          kind: 'digest',
          subject_kind: 'digest',
          subject_id: day,
          path: `/remediations?holder=${person.team}`,
          created_at: now,
          ...words,
        },
      ];
    });
    const told = await insertNotifications(trx, messages);
    for (const personId of told) await publishEvent(trx, { topic: 'notification', id: personId });
    return told.size;
  });
}

function digestWords(
  { team, personId }: ActivePerson,
  counts: readonly DigestCounts[],
): { readonly title: string; readonly body: string } | null {
  const ofTeam = counts.filter((one) => one.team === team);
  const sum = (of: (one: DigestCounts) => number) => ofTeam.reduce((total, one) => total + of(one), 0);
  const held = sum(({ remediations }) => remediations);
  if (held === 0) return null;
  const mine = ofTeam.find(({ carrierId }) => carrierId === personId)?.remediations ?? 0;
  const overdue = sum((one) => one.overdue);
  const dueSoon = sum((one) => one.dueWithinDay);
  const name = team === 'it' ? 'IT' : 'InfoSec';
  return {
    title: `Today: ${name} holds ${counted(held, 'remediation')}, ${dueSoon} due within a day, ${overdue} overdue`,
    body: `You carry ${mine} of them. In all ${counted(
      sum((one) => one.past80),
      'clock',
    )} of your team ${sum((one) => one.past80) === 1 ? 'is' : 'are'} past 80 % of the time given.`,
  };
}
