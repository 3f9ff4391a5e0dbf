import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** A check that a scanner knows by number, or a CVE where none was named. */
export interface CheckToRun {
  readonly kind: 'check' | 'cve';
  readonly id: string;
}

export interface KeptVerificationRequest {
  readonly requestId: string;
  readonly seq: number;
  readonly deviceIds: readonly string[];
  readonly checks: readonly CheckToRun[];
}

export async function insertVerificationRequest(
  trx: DatabaseTransaction,
  remediationId: string,
  request: KeptVerificationRequest,
): Promise<void> {
  await trx
    .insertInto('verification_request')
    .values({
      request_id: request.requestId,
      remediation_id: remediationId,
      seq: request.seq,
      device_ids: [...request.deviceIds],
      checks: JSON.stringify(request.checks),
    })
    .execute();
}

/** What InfoSec was asked to look at again, newest first. */
export async function readVerificationRequests(
  db: Database | DatabaseTransaction,
  remediationId: string,
): Promise<readonly KeptVerificationRequest[]> {
  const rows = await db
    .selectFrom('verification_request')
    .selectAll()
    .where('remediation_id', '=', remediationId)
    .orderBy('seq', 'desc')
    .execute();
  return rows.map((row) => ({
    requestId: row.request_id,
    seq: row.seq,
    deviceIds: row.device_ids,
    checks: row.checks,
  }));
}
