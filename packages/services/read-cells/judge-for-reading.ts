import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import { judgePrepared, prepareDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { loadCases } from '../reconcile-devices/load-cases.ts';
import { contextOf, foldingOf, judgingOf } from '../reconcile-devices/reconcile-devices.ts';
import { currentRules } from '../rules/current-rules.ts';

export interface ReadingOptions {
  readonly excerpts: boolean;
  /** Those in force, where whoever asks has read them already. */
  readonly rules?: RuleSet;
  /** Which cells will be shown; all unless told. */
  readonly wanted?: (deviceId: string, fix: string) => boolean;
}

/**
 * Judges some devices in memory, to show what decided: evidence is kept once, not copied into every cell. 50 devices take
 * milliseconds. Nothing is written.
 *
 * @returns judged cells by device and fix
 */
export async function judgeForReading(
  db: Database,
  deviceIds: readonly string[],
  { wanted = () => true, rules, ...options }: ReadingOptions,
): Promise<ReadonlyMap<string, ReadonlyMap<string, JudgedCell>>> {
  if (deviceIds.length === 0) return new Map();
  const judging = judgingOf(db);
  const knowledge = await currentKnowledge(db);
  await judging.facts.refresh(db);
  const cases = await loadCases(db, deviceIds, { ...options, reports: judging.reports });
  const context = contextOf(judging, knowledge, rules ?? (await currentRules(db)));
  const folding = foldingOf(judging, knowledge);
  return new Map(
    cases.map(({ device }) => {
      const { fixes, ...prepared } = prepareDevice(device, knowledge, folding);
      const shown = fixes.filter((fix) => wanted(device.deviceId, fix.id));
      const judged = judgePrepared({ ...prepared, fixes: shown }, context);
      return [device.deviceId, new Map(judged.map((one) => [one.cell.fixId, one]))];
    }),
  );
}
