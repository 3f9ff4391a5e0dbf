import type { Knowledge } from '../advisories/knowledge.ts';
import { CheckBook } from './check-book.ts';
import type { DeviceCase } from './device-case.ts';
import { KbFolding } from './kb-folding.ts';
import { type JudgedCell, learnFrom, prepareDevice, reconcileDevice } from './reconcile-device.ts';
import { type RuleSet, SHIPPED_RULES } from './rules/rule-set.ts';

/**
 * Judges every cell of a fleet in memory, device by device. First a pass over all devices learns which checks look for which
 * fixes and what IT's baseline is; both are facts of the fleet, not of one device.
 */
export function* reconcileFleet(
  devices: readonly DeviceCase[],
  knowledge: Knowledge,
  now: number,
  rules: RuleSet = SHIPPED_RULES,
): Generator<readonly JudgedCell[]> {
  const folding = new KbFolding(knowledge);
  const checks = new CheckBook();
  const itBaseline = new Set<string>();
  for (const device of devices) learnFrom(prepareDevice(device, knowledge, folding), checks, itBaseline);
  const context = { now, knowledge, checks, itBaseline, rules };
  for (const device of devices) yield reconcileDevice(device, context, folding);
}
