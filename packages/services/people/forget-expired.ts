import type { Database } from '@baton/store/connection/connect-database.ts';
import { deleteExpiredChallenges } from '@baton/store/people/passkey-challenges.ts';
import { deleteExpiredSessions } from '@baton/store/people/sessions.ts';
import { forgetAttemptsBefore } from '@baton/store/people/sign-in-attempts.ts';
import { ATTEMPT_WINDOW } from './limit-sign-ins.ts';

/** Removes sessions and challenges that are over, and sign-in attempts that no longer count. */
export async function forgetExpired(db: Database, now: Temporal.Instant = Temporal.Now.instant()): Promise<void> {
  await deleteExpiredSessions(db, now.toString());
  await deleteExpiredChallenges(db, now.toString());
  await forgetAttemptsBefore(db, now.subtract(ATTEMPT_WINDOW).toString());
}
