import type { Cell } from './cell.ts';
import { collectFixes } from './collect-fixes.ts';
import type { DeviceCase } from './device-case.ts';
import type { CellFacts } from './facts.ts';
import { gatherFacts, type ReconcileContext } from './gather-facts.ts';
import { judge } from './judge.ts';
import type { KbFolding } from './kb-folding.ts';

/** A judged cell with the facts that judged it, so that it can be explained. */
export interface JudgedCell {
  readonly cell: Cell;
  readonly facts: CellFacts;
}

/**
 * Joins both sides' evidence on one device cell by cell. Pure: the same evidence, knowledge, policy and `now` give the same cells,
 * whatever the order in which the evidence arrived; no other device's evidence changes them.
 */
export function reconcileDevice(
  device: DeviceCase,
  context: ReconcileContext,
  folding: KbFolding,
): readonly JudgedCell[] {
  const ordered = inOrderOfTime(device);
  return collectFixes(ordered, context.knowledge, folding).map((fix) => {
    const facts = gatherFacts(ordered, fix, context);
    return { cell: judge(facts), facts };
  });
}

/** The order of arrival must not matter: visits go by their own time, IT's records by when they were last heard, newest first. */
function inOrderOfTime(device: DeviceCase): DeviceCase {
  const looks = [...device.looks].sort(
    (a, b) => timeOf(a.look.from ?? a.look.to) - timeOf(b.look.from ?? b.look.to) || compareText(a.source, b.source),
  );
  const it = [...device.it].sort(
    (a, b) => timeOf(b.state.lastSeen) - timeOf(a.state.lastSeen) || compareText(a.source, b.source),
  );
  return { ...device, looks, it };
}

function timeOf(iso: string | null): number {
  return (iso === null ? Number.NaN : Date.parse(iso)) || 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
