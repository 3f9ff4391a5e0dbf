import type { Owner } from '@baton/domain/evidence/team.ts';
import { BRIDGE_PARTS, type BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import type { Fraction } from '../formats.ts';

/** One cause in one part of the bridge, as the API gives it. */
export interface Step {
  readonly part: BridgePart;
  readonly cause: string;
  readonly label: string;
  readonly summary: string;
  readonly nextAction: string;
  readonly owner: Owner;
  readonly cells: number;
  readonly devices: number;
  /** Of these cells, those that stand on the other side of agreed too; absent where nobody counted them. */
  readonly alsoAcross?: number;
  readonly from: Fraction;
  readonly to: Fraction;
}

/** A bar of the chart: one cause, or several small ones of one owner that a click unfolds. */
export interface Bar {
  readonly key: string;
  readonly part: BridgePart;
  readonly owner: Owner;
  readonly cells: number;
  readonly from: Fraction;
  readonly to: Fraction;
  /** One for a cause, several for a folded bar, largest first. */
  readonly causes: readonly Step[];
}

const UNEXPLAINED = 'unexplained';

/** The key of a folded bar: which part, whose. */
export function foldKey(part: BridgePart, owner: Owner): string {
  return `${part}:${owner}`;
}

/**
 * Orders and folds the steps for a chart that has room for `room` bars. Within a part: by cells, the folded small ones after,
 * unexplained last and never folded. Folding goes by part and owner, the smallest first; `unfolded` keys stay open.
 * Bars are chained again in the order shown, so each begins exactly where the one before it ends.
 */
export function foldSteps(it: Fraction, steps: readonly Step[], room: number, unfolded: ReadonlySet<string>): Bar[] {
  const folds = withoutOpened(chooseFolds(steps, room), unfolded);
  const bars: Bar[] = [];
  let at = it;
  for (const part of BRIDGE_PARTS) {
    for (const causes of groupsOf(
      steps.filter((step) => step.part === part),
      folds,
    )) {
      const first = causes[0];
      if (!first) continue;
      const to = causes.reduce(moveBy, at);
      const key = causes.length > 1 ? foldKey(part, first.owner) : `${part}:${first.cause}`;
      bars.push({ key, part, owner: first.owner, cells: sumCells(causes), from: at, to, causes });
      at = to;
    }
  }
  return bars;
}

function moveBy(at: Fraction, step: Step): Fraction {
  return {
    numerator: at.numerator + step.to.numerator - step.from.numerator,
    denominator: at.denominator + step.to.denominator - step.from.denominator,
  };
}

function sumCells(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + step.cells, 0);
}

function bySize(a: Step, b: Step): number {
  return b.cells - a.cells || a.cause.localeCompare(b.cause);
}

/** Which steps are folded: always at least two of one part and owner, the smallest first, until the bars fit. */
function chooseFolds(steps: readonly Step[], room: number): ReadonlySet<Step> {
  const groups = new Map<string, { readonly waiting: Step[]; started: boolean }>();
  for (const step of [...steps].sort(bySize).reverse()) {
    const key = foldKey(step.part, step.owner);
    if (step.cause === UNEXPLAINED) continue;
    const group = groups.get(key) ?? { waiting: [], started: false };
    group.waiting.push(step);
    groups.set(key, group);
  }
  const folded = new Set<Step>();
  for (let bars = steps.length; bars > room; bars -= 1) {
    const [next] = [...groups.values()]
      .map((group) => ({ group, taken: group.waiting.slice(0, group.started ? 1 : 2) }))
      .filter(({ group, taken }) => taken.length === (group.started ? 1 : 2))
      .sort((a, b) => sumCells(a.taken) - sumCells(b.taken));
    if (!next) break;
    for (const step of next.taken) folded.add(step);
    next.group.waiting.splice(0, next.taken.length);
    next.group.started = true;
  }
  return folded;
}

/** A fold that was opened shows its causes; the others stay as they are, and the bars grow narrower. */
function withoutOpened(folds: ReadonlySet<Step>, unfolded: ReadonlySet<string>): ReadonlySet<Step> {
  return new Set([...folds].filter((step) => !unfolded.has(foldKey(step.part, step.owner))));
}

/** The bars of one part in order: single causes by size, then folds by size, then unexplained. */
function groupsOf(steps: readonly Step[], folds: ReadonlySet<Step>): Step[][] {
  const single = steps.filter((step) => !folds.has(step) && step.cause !== UNEXPLAINED).sort(bySize);
  const byOwner = new Map<Owner, Step[]>();
  for (const step of steps) {
    if (folds.has(step)) byOwner.set(step.owner, [...(byOwner.get(step.owner) ?? []), step]);
  }
  const folded = [...byOwner.values()].map((group) => group.sort(bySize)).sort((a, b) => sumCells(b) - sumCells(a));
  const unexplained = steps.filter((step) => step.cause === UNEXPLAINED);
  return [...single.map((step) => [step]), ...folded, ...unexplained.map((step) => [step])];
}
