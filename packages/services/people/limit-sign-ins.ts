import { createHash } from 'node:crypto';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type AttemptCounts, forgetAttempts, recordAttempt } from '@baton/store/people/sign-in-attempts.ts';
import ipaddr from 'ipaddr.js';
import { ServiceError } from '../service-error.ts';

/** How long a failed attempt counts. */
export const ATTEMPT_WINDOW = Temporal.Duration.from({ minutes: 15 });

/**
 * Attempts in that time. Few for one account from one address; more for an account from everywhere, so that a stranger
 * cannot easily lock somebody out; more for an address, behind which a whole office may sit.
 */
export const MOST_ATTEMPTS = { ofAccountFromAddress: 8, ofAccount: 60, fromAddress: 100 } as const;

export interface SignInAttempt {
  /** Call when the password was right. */
  succeeded(): Promise<void>;
}

/**
 * Counts an attempt for account and address, known or unknown alike, before its password is looked at.
 * @throws ServiceError `too-many-attempts` with the minutes to wait.
 */
export async function countSignIn(
  db: Database,
  email: string,
  address: string,
  now: Temporal.Instant,
): Promise<SignInAttempt> {
  const accountHash = createHash('sha256').update(email).digest();
  const since = now.subtract(ATTEMPT_WINDOW).toString();
  const from = networkOf(address);
  const { counts } = await recordAttempt(db, { accountHash, address: from, at: now.toString() }, since);
  if (isTooMany(counts)) throw tooMany(counts, now);
  return { succeeded: () => forgetAttempts(db, accountHash, from) };
}

/** An IPv6 host has a /64 to itself (RFC 6177), so that its addresses count as one; IPv4 ones count each. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const half = parsed.toByteArray().map((byte, at) => (at < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(half).toString()}/64`;
}

function isTooMany(counts: AttemptCounts): boolean {
  return (
    counts.ofAccountFromAddress > MOST_ATTEMPTS.ofAccountFromAddress ||
    counts.ofAccount > MOST_ATTEMPTS.ofAccount ||
    counts.fromAddress > MOST_ATTEMPTS.fromAddress
  );
}

function tooMany({ oldest }: AttemptCounts, now: Temporal.Instant): ServiceError {
  const free = oldest === null ? now : Temporal.Instant.from(oldest).add(ATTEMPT_WINDOW);
  const minutes = Math.max(1, Math.ceil(now.until(free).total('minutes')));
  return new ServiceError('too-many-attempts', 'Too many attempts to sign in.', {
    hint: `Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or ask the lead of your team for a link to set a new password.`,
  });
}
