import { createHash } from 'node:crypto';
import type { ProvedAct } from '@baton/contract/signatures.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { countChallengesFrom, insertChallenge, takeChallengeOut } from '@baton/store/people/passkey-challenges.ts';
import { networkOf } from '../people/limit-sign-ins.ts';
import { hashSecretToken, newSecretToken } from '../people/secret-token.ts';
import { ServiceError } from '../service-error.ts';

/** How long a person has to answer with their passkey. */
export const CHALLENGE_LASTS = Temporal.Duration.from({ minutes: 5 });
/**
 * Challenges that wait for their answer, of an address behind which a whole office may sit: anybody may ask to sign in, and every
 * sign-in page that is open waits for one.
 */
export const MOST_CHALLENGES = 1000;

/** What a challenge is for, and who may answer it. */
export type Asked =
  | { readonly purpose: 'sign-in' }
  | { readonly purpose: 'add'; readonly personId: string }
  | { readonly purpose: 'prove'; readonly personId: string; readonly act: ProvedAct };

/**
 * Makes a challenge that is answered once, in time, by whom and for what it was made.
 * @throws ServiceError `too-many-attempts` where too many of this address wait.
 */
export async function makeChallenge(
  db: Database,
  asked: Asked,
  address: string,
  now: Temporal.Instant,
): Promise<string> {
  const network = networkOf(address);
  if ((await countChallengesFrom(db, network, now.toString())) >= MOST_CHALLENGES) {
    throw new ServiceError(
      'too-many-attempts',
      'Too many questions to passkeys from this address wait for an answer.',
      {
        hint: `Wait ${CHALLENGE_LASTS.minutes} minutes, or sign in with a password.`,
      },
    );
  }
  const challenge = newSecretToken();
  await insertChallenge(db, {
    ...kept(challenge, asked),
    address: network,
    expires_at: now.add(CHALLENGE_LASTS).toString(),
  });
  return challenge;
}

/** Takes a challenge out; false where it is unknown, was answered, is over, or was made for something or somebody else. */
export function takeChallenge(db: Database, challenge: string, asked: Asked, now: Temporal.Instant): Promise<boolean> {
  return takeChallengeOut(db, kept(challenge, asked), now.toString());
}

function kept(challenge: string, asked: Asked) {
  return {
    challenge_hash: hashSecretToken(challenge),
    purpose: asked.purpose,
    person_id: asked.purpose === 'sign-in' ? null : asked.personId,
    act_hash: asked.purpose === 'prove' ? hashAct(asked.act) : null,
  };
}

/** One act has one hash: texts that are signed together are the same in any order. */
function hashAct(act: ProvedAct): Buffer {
  const words = act.kind === 'sign' ? act.hashes.toSorted() : act.kind === 'remove-passkey' ? [act.passkeyId] : [];
  return createHash('sha256')
    .update([act.kind, ...words].join(' '))
    .digest();
}
