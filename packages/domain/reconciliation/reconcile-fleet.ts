import type { Knowledge } from '../advisories/knowledge.ts';
import { CheckBook, checkKey } from './check-book.ts';
import { collectFixes } from './collect-fixes.ts';
import type { DeviceCase } from './device-case.ts';
import { KbFolding } from './kb-folding.ts';
import { type JudgedCell, reconcileDevice } from './reconcile-device.ts';

/**
 * Judges every cell of a fleet in memory, device by device. First a pass over all devices learns which checks look for which
 * fixes and what IT's baseline is; both are facts of the fleet, not of one device.
 */
export function* reconcileFleet(
  devices: readonly DeviceCase[],
  knowledge: Knowledge,
  now: number,
): Generator<readonly JudgedCell[]> {
  const folding = new KbFolding(knowledge);
  const checks = new CheckBook();
  const itBaseline = new Set<string>();
  for (const device of devices) learn(device, knowledge, folding, checks, itBaseline);
  const context = { now, knowledge, checks, itBaseline };
  for (const device of devices) yield reconcileDevice(device, context, folding);
}

function learn(
  device: DeviceCase,
  knowledge: Knowledge,
  folding: KbFolding,
  checks: CheckBook,
  itBaseline: Set<string>,
): void {
  for (const fix of collectFixes(device, knowledge, folding)) {
    for (const { resolved } of fix.it) itBaseline.add(resolved.product);
    for (const { resolved } of fix.infosec) {
      const { check } = resolved.claim;
      if (check) checks.learn(checkKey(resolved.product, resolved.version), check.id, check.family);
    }
  }
}
