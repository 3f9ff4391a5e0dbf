import { COMBINED_SCENARIOS } from './combined-scenarios.ts';
import { isLasting, type Scenario } from './scenario.ts';
import { SINGLE_SCENARIOS } from './single-scenarios.ts';
import { CONTRADICTION, TRAPS } from './trap-scenarios.ts';
import type { World } from './world.ts';
import type { OsFamily } from './world-device.ts';

const ALL: readonly Scenario[] = [...SINGLE_SCENARIOS, ...COMBINED_SCENARIOS, ...TRAPS];

const INJECTED = { windows: possible('windows'), debian: possible('debian'), rhel: possible('rhel') } as const;

function possible(family: OsFamily) {
  const all = ALL.filter((scenario) => scenario.families.includes(family));
  return { all, passing: all.filter((scenario) => !isLasting(scenario)) };
}

/**
 * What happens to a device in a cycle. Two devices of five carry something injected, each scenario in turn: how a device is set
 * up for all its life, what befalls it another thing each cycle. One Windows device of a thousand is in plain contradiction.
 */
export function planOf(world: World, index: number, family: OsFamily): Scenario | null {
  if (isContradiction(index)) return CONTRADICTION;
  if (index % 5 > 1) return null;
  const { all, passing } = INJECTED[family];
  // Small worlds of different seeds show different scenarios.
  const turn = Math.floor(index / 5) * 2 + (index % 5) + world.seed * 7;
  const first = all[turn % all.length];
  if (first === undefined || isLasting(first) || world.cycle === 0) return first ?? null;
  return passing[(turn + world.cycle * 11) % passing.length] ?? null;
}

/** Those devices are Windows devices. */
export function isContradiction(index: number): boolean {
  return index % 1000 === 997;
}

/** Of the devices on which something went wrong half are mended at the first try, a quarter at the second, an eighth at the third. */
export function isMended(world: World, index: number, scenario: Scenario): boolean {
  if (world.phase !== 'after' || isLasting(scenario) || scenario === CONTRADICTION) return false;
  const lot = ((Math.imul(index + 1, 0x9e3779b1) >>> 8) + world.cycle) % 8;
  const round = lot < 4 ? 1 : lot < 6 ? 2 : 3;
  return lot < 7 && round <= world.round;
}
