import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import { reconcileDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { loadCases } from '../reconcile-devices/load-cases.ts';
import { contextOf, foldingOf, judgingOf } from '../reconcile-devices/reconcile-devices.ts';
import { currentRules } from '../rules/current-rules.ts';

/**
 * Judges some devices in memory, to show what decided: evidence is kept once, not copied into every cell. 50 devices take
 * milliseconds. Nothing is written.
 *
 * @returns judged cells by device and fix
 */
export async function judgeForReading(
  db: Database,
  deviceIds: readonly string[],
  options: { readonly excerpts: boolean },
): Promise<ReadonlyMap<string, ReadonlyMap<string, JudgedCell>>> {
  const judging = judgingOf(db);
  const knowledge = await currentKnowledge(db);
  await judging.facts.refresh(db);
  const cases = await loadCases(db, deviceIds, { ...options, reports: judging.reports });
  const context = contextOf(judging, knowledge, await currentRules(db));
  const folding = foldingOf(judging, knowledge);
  return new Map(
    cases.map(({ device }) => {
      const judged = reconcileDevice(device, context, folding);
      return [device.deviceId, new Map(judged.map((one) => [one.cell.fixId, one]))];
    }),
  );
}
