import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findApiKey, findUsableKey, insertApiKey, revokeApiKey, touchApiKey } from '@baton/store/people/api-keys.ts';
import type { Role } from '@baton/store/tables/people.ts';
import type { KeyActor, PersonActor } from '../actor.ts';
import { standingOfKey } from '../charter/standing.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { hashSecretToken, newSecretToken } from './secret-token.ts';

/** `baton_<prefix>_<secret>`: a fixed beginning, so that secret scanners find a key that was published by mistake. */
const KEY_FORM = /^baton_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const TOUCH_AFTER_SECONDS = 60;

/** From the least to the most. */
const ROLE_ORDER: readonly Role[] = ['viewer', 'member', 'lead'];

export interface NewKey {
  readonly name: string;
  readonly role: Role;
  /** Null: until it is revoked. */
  readonly expiresInDays: number | null;
}

/** Makes a key of the person's own team, with a role up to the person's own. The secret is not kept: it is shown this once. */
export async function createKey(
  db: Database,
  actor: PersonActor,
  { name, role, expiresInDays }: NewKey,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<{ readonly keyId: string; readonly secret: string; readonly expiresAt: string | null }> {
  requirePermission(actor, 'key.create', actor.team);
  if (lesserRole(role, actor.role) !== role) {
    throw new ServiceError(
      'not-permitted',
      `A key cannot be more than who makes it: you are a ${actor.role} of your team.`,
      { where: 'body.role' },
    );
  }
  const keyId = randomUUID();
  const prefix = randomBytes(6).toString('hex');
  const secret = newSecretToken();
  const expiresAt = expiresInDays === null ? null : now.add({ hours: expiresInDays * 24 }).toString();
  await db.transaction().execute(async (trx) => {
    await insertApiKey(trx, {
      key_id: keyId,
      prefix,
      secret_hash: hashSecretToken(secret),
      name,
      team: actor.team,
      role,
      created_by: actor.personId,
      created_at: now.toString(),
      expires_at: expiresAt,
      last_used_at: null,
      revoked_at: null,
    });
    await appendLog(trx, {
      actor,
      action: 'key.created',
      subject: { kind: 'key', id: keyId, name },
      details: { prefix, role, expiresAt },
    });
  });
  return { keyId, secret: `baton_${prefix}_${secret}`, expiresAt };
}

/**
 * The actor of a key, or null where it is unknown, revoked, expired, or its maker has no account any more. A key never
 * has more than its maker has now: who was made a viewer cannot go on as a lead through a key.
 */
export async function resolveKey(db: Database, text: string, now: Temporal.Instant): Promise<KeyActor | null> {
  const [, prefix, secret] = KEY_FORM.exec(text) ?? [];
  if (prefix === undefined || secret === undefined) return null;
  const key = await findUsableKey(db, prefix, now.toString());
  if (key === undefined || !timingSafeEqual(key.secret_hash, hashSecretToken(secret))) return null;
  const usedAt = key.last_used_at === null ? null : Temporal.Instant.from(key.last_used_at);
  if (usedAt === null || now.since(usedAt).total('seconds') > TOUCH_AFTER_SECONDS)
    await touchApiKey(db, key.key_id, now.toString());
  const { team } = key;
  const role = lesserRole(key.role, key.creator_role);
  const standing = await standingOfKey(db, { team, role, email: key.creator_email });
  return { kind: 'key', keyId: key.key_id, name: key.name, team, role, standing };
}

/** Revokes a key of the own team; an administrator revokes any. */
export async function revokeKey(
  db: Database,
  actor: PersonActor,
  keyId: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const key = await findApiKey(trx, keyId);
    if (key === undefined) throw new ServiceError('not-found', 'There is no such key.', { where: 'params.keyId' });
    requirePermission(actor, 'key.revoke', key.team);
    await revokeApiKey(trx, keyId, now.toString());
    await appendLog(trx, {
      actor,
      action: 'key.revoked',
      subject: { kind: 'key', id: keyId, name: key.name },
      details: { prefix: key.prefix },
    });
  });
}

/** The one of two roles that has less. */
export function lesserRole(a: Role, b: Role): Role {
  return ROLE_ORDER.indexOf(a) < ROLE_ORDER.indexOf(b) ? a : b;
}
