import type { DatabaseTransaction } from '../connection/connect-database.ts';
import type { RemediationRecord } from './remediations.ts';

/** Emergencies whose approvals were due by now, held until the transaction ends; those that another worker holds are left out. */
export async function holdLateEmergencies(
  trx: DatabaseTransaction,
  now: string,
  limit: number,
): Promise<readonly RemediationRecord[]> {
  return trx
    .selectFrom('remediation')
    .selectAll()
    .where('approve_by', '<=', now)
    .orderBy('approve_by')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}
