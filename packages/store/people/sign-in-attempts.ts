import type { Database } from '../connection/connect-database.ts';

export interface AttemptCounts {
  readonly ofAccountFromAddress: number;
  readonly ofAccount: number;
  readonly fromAddress: number;
  /** The oldest attempt that counts: when it is forgotten, there may be another. */
  readonly oldest: string | null;
}

/**
 * Writes an attempt down before the password is looked at, so that many at once count each other, and answers how many
 * there were since `since`, this one included.
 */
export async function recordAttempt(
  db: Database,
  attempt: { readonly accountHash: Buffer; readonly address: string; readonly at: string },
  since: string,
): Promise<{ readonly attemptId: number; readonly counts: AttemptCounts }> {
  const { attempt_id: attemptId } = await db
    .insertInto('sign_in_attempt')
    .values({ account_hash: attempt.accountHash, address: attempt.address, at: attempt.at })
    .returning('attempt_id')
    .executeTakeFirstOrThrow();
  const { accountHash, address } = attempt;
  const counts = await db
    .selectFrom('sign_in_attempt')
    .select((select) => [
      select.fn
        .countAll<number>()
        .filterWhere('account_hash', '=', accountHash)
        .filterWhere('address', '=', address)
        .as('ofAccountFromAddress'),
      select.fn.countAll<number>().filterWhere('account_hash', '=', accountHash).as('ofAccount'),
      select.fn.countAll<number>().filterWhere('address', '=', address).as('fromAddress'),
      select.fn.min<string | null>('at').as('oldest'),
    ])
    .where('at', '>', since)
    .where((where) => where.or([where('account_hash', '=', accountHash), where('address', '=', address)]))
    .executeTakeFirstOrThrow();
  return { attemptId, counts };
}

/** A sign-in that succeeded makes up for the failed ones of that account from that address. */
export async function forgetAttempts(db: Database, accountHash: Buffer, address: string): Promise<void> {
  await db
    .deleteFrom('sign_in_attempt')
    .where('account_hash', '=', accountHash)
    .where('address', '=', address)
    .execute();
}

export async function forgetAttemptsBefore(db: Database, at: string): Promise<void> {
  await db.deleteFrom('sign_in_attempt').where('at', '<', at).execute();
}
