import { randomUUID } from 'node:crypto';
import type { CalendarFeed, makeCalendar } from '@baton/contract/calendar.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { insertFeed, readFeeds, revokeFeed } from '@baton/store/connections/calendar-feeds.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import type { z } from 'zod';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { hashSecretToken, newSecretToken } from '../people/secret-token.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';

export type FeedToMake = z.output<NonNullable<(typeof makeCalendar)['body']>>;

/** A person's own feeds, newest first. */
export async function listFeeds(
  db: Database,
  { personId }: PersonActor,
): Promise<{ readonly rows: CalendarFeed[]; readonly total: number }> {
  const rows = (await readFeeds(db, personId)).map((row) => ({
    feedId: row.feed_id,
    name: row.name,
    windows: row.windows,
    deadlines: row.deadlines,
    madeAt: row.made_at,
    revokedAt: row.revoked_at,
    reads: row.reads,
    lastReadAt: row.last_read_at,
  }));
  return { rows, total: rows.length };
}

/** Makes a feed. It shows what its person may see, and ends with their account. @returns the token, which is kept as a hash only */
export async function makeFeed(
  db: Database,
  actor: PersonActor,
  { name, windows, deadlines }: FeedToMake,
  now: string,
): Promise<{ readonly feedId: string; readonly token: string }> {
  requirePermission(actor, 'calendar.make');
  if (!windows && deadlines === null)
    throw new ServiceError('invalid', 'The calendar would be empty.', {
      where: 'body.deadlines',
      hint: 'Choose windows, deadlines, or both.',
    });
  const feedId = randomUUID();
  const token = newSecretToken();
  await db.transaction().execute(async (trx) => {
    const of = { person_id: actor.personId, name, windows, deadlines, made_at: now };
    await insertFeed(trx, { feed_id: feedId, token_hash: hashSecretToken(token), ...of });
    const subject = { kind: 'calendar', id: feedId, name };
    await appendLog(trx, { actor, action: 'calendar.made', subject, details: { windows, deadlines } });
    await publishEvent(trx, { topic: 'connection' });
  });
  return { feedId, token };
}

export async function endFeed(db: Database, actor: PersonActor, feedId: string, now: string): Promise<void> {
  requirePermission(actor, 'calendar.make');
  await db.transaction().execute(async (trx) => {
    const ended = await revokeFeed(trx, { feedId, personId: actor.personId, now });
    if (ended === undefined)
      throw new ServiceError('not-found', 'You have no such calendar.', { where: 'params.feedId' });
    const subject = { kind: 'calendar', id: feedId, name: ended.name };
    await appendLog(trx, { actor, action: 'calendar.revoked', subject });
    await publishEvent(trx, { topic: 'connection' });
  });
}
