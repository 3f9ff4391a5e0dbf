import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import type { RemediationRecord } from '../relay/remediations.ts';

/** Remediations whose clock is to be looked at, held; those that another worker holds are left to it. */
export async function holdMarked(
  trx: DatabaseTransaction,
  now: string,
  limit: number,
): Promise<readonly RemediationRecord[]> {
  return trx
    .selectFrom('remediation')
    .selectAll()
    .where('next_mark_at', '<=', now)
    .orderBy('next_mark_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Sets when each clock is to be looked at next. */
export async function setNextMarks(
  trx: DatabaseTransaction,
  marks: readonly { readonly remediationId: string; readonly at: string | null }[],
): Promise<void> {
  await sql`
    UPDATE remediation r SET next_mark_at = m.at
    FROM unnest(${marks.map(({ remediationId }) => remediationId)}::uuid[], ${marks.map(({ at }) => at)}::timestamptz[])
      AS m (remediation_id, at)
    WHERE r.remediation_id = m.remediation_id`.execute(trx);
}
