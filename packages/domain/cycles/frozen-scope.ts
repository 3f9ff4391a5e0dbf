import type { Verdict } from '../reconciliation/verdict.ts';

/** Cells that differ between the start of a cycle and a later moment, counted by what they were and are; null: not required. */
export interface CellMoves {
  readonly fixId: number;
  /** The device was judged first after the start. */
  readonly newDevice: boolean;
  /** The fix was required nowhere at the start. */
  readonly newFix: boolean;
  readonly before: Verdict | null;
  readonly after: Verdict | null;
  readonly cells: number;
}

/** What was required at the start: how many, and what each of those cells is now. `gone` and the verdicts sum to `cells`. */
export interface FrozenScope {
  readonly devices: number;
  readonly fixes: number;
  readonly cells: number;
  readonly now: Readonly<Record<Verdict, number>>;
  /** Not required any more: a newer fix took them over, or they do not apply. */
  readonly gone: number;
}

/** What came after the start: on devices that came, by fixes that came, and by known fixes that a known device came to need. */
export interface LateAdditions {
  readonly devices: number;
  readonly fixes: number;
  readonly cells: number;
  readonly onNewDevices: number;
  readonly byNewFixes: number;
  readonly byKnownFixes: number;
  readonly now: Readonly<Record<Verdict, number>>;
}

export function frozenNow(
  start: {
    readonly devices: number;
    readonly fixes: number;
    readonly verdicts: Readonly<Record<Verdict, number>>;
  },
  moves: readonly CellMoves[],
): FrozenScope {
  const now = { ...start.verdicts };
  let gone = 0;
  for (const { before, after, cells } of moves) {
    if (before === null) continue;
    now[before] -= cells;
    if (after === null) gone += cells;
    else now[after] += cells;
  }
  const cells = Object.values(start.verdicts).reduce((sum, count) => sum + count, 0);
  return { devices: start.devices, fixes: start.fixes, cells, now, gone };
}

export function lateAdditions(newDevices: number, moves: readonly CellMoves[]): LateAdditions {
  const now = { disputed: 0, unproven: 0, open: 0, proven: 0, excepted: 0 };
  const counts = { cells: 0, onNewDevices: 0, byNewFixes: 0, byKnownFixes: 0 };
  const fixes = new Set<number>();
  for (const { fixId, newDevice, newFix, before, after, cells } of moves) {
    if (before !== null || after === null) continue;
    now[after] += cells;
    counts.cells += cells;
    counts[newDevice ? 'onNewDevices' : newFix ? 'byNewFixes' : 'byKnownFixes'] += cells;
    if (newFix) fixes.add(fixId);
  }
  return { devices: newDevices, fixes: fixes.size, ...counts, now };
}
