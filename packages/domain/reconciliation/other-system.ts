import { isLinuxPackage } from '../identity/told-system.ts';
import type { LookRecord } from './device-case.ts';
import type { RequiredFix } from './required-fix.ts';

/**
 * Whether a visit saw another kind of system than the one that a fix is for, so that it was no look at it: what IT names says what
 * its device is (a KB: Windows; a .deb or .rpm: Linux), else the device's distribution does. Unknown is not another.
 */
export function isOtherSystem({ system }: LookRecord, fix: RequiredFix, distribution: string | null): boolean {
  if (system === null) return false;
  if (fix.kind === 'kb' && fix.it.length > 0) return system !== 'windows';
  if (fix.kind === 'package' && system !== 'linux' && fix.it.some(({ resolved }) => isLinuxPackage(resolved.claim)))
    return true;
  if (distribution === null) return false;
  return distribution.startsWith('windows:') ? system !== 'windows' : system === 'windows';
}
