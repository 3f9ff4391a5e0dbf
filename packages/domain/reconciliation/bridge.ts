import type { Owner } from '../evidence/team.ts';
import { CAUSE_IDS, type CauseId, isBuiltInCause } from './cause-id.ts';
import type { Cell } from './cell.ts';

/** A share, never a rounded number: the two integers that every percentage is shown with. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The four parts of the way from IT's number over agreed to InfoSec's, in their order.
 * `it-not-counted`: IT has no opinion, its denominator grows to required. `it-not-proven`: IT counts them as installed, nobody
 * can prove it. `infosec-not-proven`: InfoSec does not report them, nobody can prove it. `infosec-not-scanned`: on devices that
 * InfoSec did not scan, its denominator shrinks.
 */
export const BRIDGE_PARTS = ['it-not-counted', 'it-not-proven', 'infosec-not-proven', 'infosec-not-scanned'] as const;
export type BridgePart = (typeof BRIDGE_PARTS)[number];

export interface BridgeStep {
  readonly part: BridgePart;
  readonly cause: CauseId;
  readonly owner: Owner;
  readonly cells: number;
  readonly devices: number;
  readonly from: Ratio;
  readonly to: Ratio;
}

/** How many cells and devices stand behind one cause in one part: all that a bridge needs, so that it can be kept rolled up. */
export interface CauseCount {
  readonly part: BridgePart;
  readonly cause: CauseId;
  readonly owner: Owner;
  readonly cells: number;
  readonly devices: number;
}

export interface NumberTotals {
  readonly required: number;
  readonly proven: number;
  readonly itCounted: number;
  readonly itInstalled: number;
  readonly infosecScanned: number;
  readonly infosecNotReported: number;
}

export interface Bridge {
  readonly it: Ratio;
  readonly agreed: Ratio;
  readonly infosec: Ratio;
  readonly steps: readonly BridgeStep[];
}

/** The parts of the bridge in which a cell stands; none for proven and open cells. A cell may stand on both sides of agreed. */
export function partsOf(cell: Cell): readonly BridgePart[] {
  if (cell.verdict === 'proven') return [];
  const parts: BridgePart[] = [];
  if (!cell.itCounts) parts.push('it-not-counted');
  else if (cell.itSays === 'installed') parts.push('it-not-proven');
  if (!cell.scanned) parts.push('infosec-not-scanned');
  else if (cell.infosecSays !== 'reported') parts.push('infosec-not-proven');
  return parts;
}

/**
 * Draws the bridge from rolled-up counts. Each step begins at the fraction at which the one before it ended, so the steps sum to
 * the difference exactly, in cells. Within a part the larger step comes first, unexplained always last.
 */
export function buildBridge(totals: NumberTotals, counts: readonly CauseCount[]): Bridge {
  const it = { numerator: totals.itInstalled, denominator: totals.itCounted };
  const agreed = { numerator: totals.proven, denominator: totals.required };
  const infosec = { numerator: totals.infosecNotReported, denominator: totals.infosecScanned };
  const steps: BridgeStep[] = [];
  let at: Ratio = it;
  for (const part of BRIDGE_PARTS) {
    for (const count of counts.filter((candidate) => candidate.part === part).sort(bySizeUnexplainedLast)) {
      const to = stepFrom(at, part, count.cells);
      steps.push({ ...count, from: at, to });
      at = to;
    }
  }
  return { it, agreed, infosec, steps };
}

function stepFrom(at: Ratio, part: BridgePart, cells: number): Ratio {
  switch (part) {
    case 'it-not-counted':
      return { numerator: at.numerator, denominator: at.denominator + cells };
    case 'it-not-proven':
      return { numerator: at.numerator - cells, denominator: at.denominator };
    case 'infosec-not-proven':
      return { numerator: at.numerator + cells, denominator: at.denominator };
    case 'infosec-not-scanned':
      return { numerator: at.numerator, denominator: at.denominator - cells };
  }
}

function bySizeUnexplainedLast(a: CauseCount, b: CauseCount): number {
  const last = Number(a.cause === 'unexplained') - Number(b.cause === 'unexplained');
  return last || b.cells - a.cells || placeOf(a.cause) - placeOf(b.cause) || (a.cause < b.cause ? -1 : 1);
}

/** Among equally large steps the order of the table, own causes after Baton's: the picture must not depend on the order of rows. */
function placeOf(cause: CauseId): number {
  return isBuiltInCause(cause) ? CAUSE_IDS.indexOf(cause) : CAUSE_IDS.length;
}
