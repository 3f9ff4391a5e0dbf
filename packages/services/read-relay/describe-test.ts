import type { RemediationWork } from '@baton/contract/remediation-work.ts';
import { testOf } from '@baton/domain/relay/test-leg.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import type { FixEvidence } from '../relay/fix-evidence.ts';

/** The test with its plan, its devices and what came of it, for both teams; null where none was begun. */
export async function describeTest(
  db: Database,
  evidence: FixEvidence,
  record: RemediationRecord,
  history: readonly KeptEvent[],
): Promise<RemediationWork['test']> {
  const { plan, results, good, open, signedOff } = testOf(history);
  const signed = history.find(({ seq }) => seq === signedOff?.seq);
  if (plan === null && results.length === 0 && !signed) return null;
  const deviceIds = [...new Set([...(plan?.deviceIds ?? []), ...results.map(({ deviceId }) => deviceId)])];
  const { rows } = await evidence.cells(db, record, { deviceIds, limit: deviceIds.length, offset: 0 });
  const names = new Map(rows.map(({ deviceId, device }) => [deviceId, device]));
  const byName = new Map(history.map((event) => [event.seq, event.byName]));
  const told = new Map(results.map((result) => [result.deviceId, result]));
  return {
    plan: plan ? { words: plan.words, passes: plan.passes, by: byName.get(plan.seq) ?? '', at: plan.at } : null,
    devices: deviceIds.map((deviceId) => {
      const result = told.get(deviceId);
      return {
        deviceId,
        device: names.get(deviceId) ?? deviceId,
        result: result?.result ?? null,
        note: result?.note ?? null,
        by: result ? (byName.get(result.seq) ?? null) : null,
        at: result?.at ?? null,
      };
    }),
    good: { numerator: good, denominator: results.length },
    left: open.length,
    signedOff: signed
      ? { by: signed.byName, at: signed.at, summary: signed.details.test?.summary ?? '', note: signed.note }
      : null,
  };
}
