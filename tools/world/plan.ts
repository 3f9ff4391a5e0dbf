import { COMBINED_SCENARIOS } from './combined-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { SINGLE_SCENARIOS } from './single-scenarios.ts';
import { CONTRADICTION, TRAPS } from './trap-scenarios.ts';
import type { World } from './world.ts';

const INJECTED: readonly Scenario[] = [...SINGLE_SCENARIOS, ...COMBINED_SCENARIOS, ...TRAPS];

/** Two devices of five carry something injected, each scenario in turn; one of a thousand is in plain contradiction. */
export function planOf(world: World, index: number): Scenario | null {
  if (index % 1000 === 997) return CONTRADICTION;
  if (index % 5 > 1) return null;
  const turn = Math.floor(index / 5) * 2 + (index % 5);
  // Small worlds of different seeds show different scenarios.
  return INJECTED[(turn + world.seed * 7) % INJECTED.length] ?? null;
}
