import type { Selectable } from 'kysely';
import type { Database } from '../connection/connect-database.ts';
import type { PasskeyTables } from '../tables/passkeys.ts';

export type ChallengeRecord = Selectable<PasskeyTables['passkey_challenge']>;

export async function insertChallenge(db: Database, challenge: ChallengeRecord): Promise<void> {
  await db.insertInto('passkey_challenge').values(challenge).execute();
}

/** How many challenges asked from an address wait for their answer. */
export async function countChallengesFrom(db: Database, address: string, now: string): Promise<number> {
  const { count } = await db
    .selectFrom('passkey_challenge')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('address', '=', address)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return count;
}

/** Takes a challenge out, so that it is answered once; false where there is none of exactly this kind at `now`. */
export async function takeChallengeOut(
  db: Database,
  {
    challenge_hash,
    purpose,
    person_id,
    act_hash,
  }: Pick<ChallengeRecord, 'challenge_hash' | 'purpose' | 'person_id' | 'act_hash'>,
  now: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', challenge_hash)
    .where('purpose', '=', purpose)
    .where('person_id', 'is not distinct from', person_id)
    .where('act_hash', 'is not distinct from', act_hash)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

export async function deleteExpiredChallenges(db: Database, now: string): Promise<void> {
  await db.deleteFrom('passkey_challenge').where('expires_at', '<=', now).execute();
}
