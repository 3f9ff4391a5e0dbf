import { randomUUID } from 'node:crypto';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import {
  countLinkRead,
  insertLeadershipLink,
  readLeadershipLinks,
  revokeLeadershipLink,
} from '@baton/store/leadership/links.ts';
import { type PersonActor, SYSTEM } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { countSignIn } from '../people/limit-sign-ins.ts';
import { hashSecretToken, newSecretToken } from '../people/secret-token.ts';
import type { Visitor } from '../people/visitor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';

/** Reads of one link in a minute: a page that is projected or sent around, not one that is scraped. */
const MOST_READS_A_MINUTE = 30;
const NAME = 'the leadership page';

export interface MadeLink {
  readonly linkId: string;
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: string;
}

/** Makes a link that shows the leadership page until it expires. */
export async function makeSharedLink(
  db: Database,
  actor: PersonActor,
  lasts: Temporal.Duration,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<MadeLink> {
  requirePermission(actor, 'leadership.share');
  const made = {
    linkId: randomUUID(),
    token: newSecretToken(),
    // As the database tells it later: without zeros at the end.
    expiresAt: now.add(lasts).round('millisecond').toString(),
  };
  await db.transaction().execute(async (trx) => {
    await insertLeadershipLink(trx, {
      link_id: made.linkId,
      token_hash: hashSecretToken(made.token),
      made_by: actor.personId,
      made_by_name: actor.name,
      made_by_team: actor.team,
      made_at: now.toString(),
      expires_at: made.expiresAt,
    });
    const subject = { kind: 'leadership-link', id: made.linkId, name: NAME };
    await appendLog(trx, { actor, action: 'leadership.link-made', subject, details: { expiresAt: made.expiresAt } });
    await publishEvent(trx, { topic: 'leadership' });
  });
  return made;
}

/** Revokes a link; of either team, because the page is both teams'. */
export async function revokeSharedLink(
  db: Database,
  actor: PersonActor,
  linkId: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<void> {
  requirePermission(actor, 'leadership.share');
  await db.transaction().execute(async (trx) => {
    if (!(await revokeLeadershipLink(trx, linkId, { at: now.toString(), by: actor.name })))
      throw new ServiceError('not-found', 'No such link is good any more.', { where: 'params.linkId' });
    const subject = { kind: 'leadership-link', id: linkId, name: NAME };
    await appendLog(trx, { actor, action: 'leadership.link-revoked', subject });
    await publishEvent(trx, { topic: 'leadership' });
  });
}

export async function listSharedLinks(db: Database) {
  const rows = (await readLeadershipLinks(db)).map((row) => ({
    linkId: row.link_id,
    madeBy: row.made_by_name,
    madeByTeam: row.made_by_team,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    reads: row.reads,
    lastReadAt: row.last_read_at,
  }));
  return { rows, total: rows.length };
}

/**
 * Whether a token shows the page now; the read is counted and logged. Wrong tokens count as wrong passwords do, so that nobody
 * tries many.
 *
 * @returns when the link expires
 * @throws ServiceError `link-unusable`, the same for a token that never was, expired and revoked; `too-many-attempts`
 */
export async function admitByLink(
  db: Database,
  token: string,
  { address }: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<string> {
  const hash = hashSecretToken(token);
  const attempt = await countSignIn(db, `leadership-link ${hash.toString('hex')}`, address, now);
  const link = await db.transaction().execute(async (trx) => {
    const found = await countLinkRead(trx, hash, now.toString());
    if (found !== undefined && found.minute_reads <= MOST_READS_A_MINUTE) {
      const subject = { kind: 'leadership-link', id: found.link_id, name: NAME };
      await appendLog(trx, { actor: SYSTEM, action: 'leadership.link-read', subject, details: { address } });
    }
    return found;
  });
  if (link === undefined)
    throw new ServiceError('link-unusable', 'This link is not good any more.', {
      hint: 'Links to this page expire. Ask whoever sent it for a new one.',
    });
  await attempt.succeeded();
  if (link.minute_reads > MOST_READS_A_MINUTE)
    throw new ServiceError('too-many-attempts', 'This page is read too often by this link.', {
      hint: 'Wait a minute.',
    });
  return link.expires_at;
}
