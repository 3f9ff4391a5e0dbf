import { forensicsOf, isWaived, withoutEvidence } from '@baton/domain/relay/forensics.ts';
import type { RelayEvent } from '@baton/domain/relay/relay-event.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readPolicies } from '@baton/store/relay/policies.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import type { FixEvidence } from './fix-evidence.ts';

interface Remediation {
  readonly record: RemediationRecord;
  readonly history: readonly RelayEvent[];
}

/** A fix is on so many devices at most that each is asked for by itself. */
const MOST_DEVICES = 100_000;

/** Whether the tier that the clock goes by asks for forensic evidence before the patch (CISA BOD 26-04). */
export async function asksForEvidence(
  db: Database | DatabaseTransaction,
  { policy_id, policy_version, tier_id }: RemediationRecord,
): Promise<boolean> {
  const policy = (await readPolicies(db)).get(`${policy_id} ${policy_version}`);
  return policy?.tiers.find(({ id }) => id === tier_id)?.forensicTriage === true;
}

/** Of these devices those on which the patch waits for evidence; none where the tier does not ask for it. */
export async function devicesWithoutEvidence(
  trx: DatabaseTransaction,
  { record, history }: Remediation,
  deviceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!(await asksForEvidence(trx, record))) return new Set();
  return new Set(withoutEvidence(forensicsOf(history), deviceIds));
}

/** On how many devices of a remediation evidence is missing: those that are neither proven nor excepted. */
export async function countWithoutEvidence(
  db: Database | DatabaseTransaction,
  evidence: FixEvidence,
  { record, history }: Remediation,
): Promise<number> {
  if (!(await asksForEvidence(db, record))) return 0;
  const forensics = forensicsOf(history);
  if (isWaived(forensics)) return 0;
  const { rows } = await evidence.cells(db, record, { limit: MOST_DEVICES, offset: 0 });
  const waiting = rows.filter(({ verdict }) => verdict !== 'proven' && verdict !== 'excepted');
  return withoutEvidence(
    forensics,
    waiting.map(({ deviceId }) => deviceId),
  ).length;
}
