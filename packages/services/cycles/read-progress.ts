import { causeChanges } from '@baton/domain/cycles/cause-changes.ts';
import { changeBridge } from '@baton/domain/cycles/change-bridge.ts';
import { cellsLeft, type FixProgress, fixProgress } from '@baton/domain/cycles/fix-progress.ts';
import { frozenNow, lateAdditions } from '@baton/domain/cycles/frozen-scope.ts';
import type { CycleProgress, NamedFix } from '@baton/domain/cycles/retrospective.ts';
import type { View } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readCycleMoves } from '@baton/store/cycles/cycle-moves.ts';
import { readFixNames, readFrozenFixes } from '@baton/store/cycles/frozen-fixes.ts';
import { type KnownFigures, readFigures, withStates } from '../read-board/board-figures.ts';
import { causeGroups } from '../read-board/cause-groups.ts';
import { computedOnce } from '../read-board/computed-once.ts';
import { currentRules } from '../rules/current-rules.ts';
import type { KnownCycle } from './known-cycle.ts';
import { snapshotOf } from './snapshot-of.ts';

/** Fixes that are listed by name. */
const MOST_FIXES = 15;

/** What had become of what a cycle began with at a later moment. */
export async function readProgress(
  db: Database,
  cycle: KnownCycle,
  { view, asOf }: { readonly view: View; readonly asOf: string },
): Promise<CycleProgress> {
  const views = { from: { scope: [], at: cycle.startsAt }, to: view };
  // Of one snapshot, or the change would not sum.
  const seen = await computedOnce(db, `cycle since ${cycle.startsAt}`, view, async (trx) => ({
    moves: await readCycleMoves(trx, views),
    figures: await readFigures(trx, view),
  }));
  const figures = await withStates(db, seen.figures);
  const frozen = await readFrozenFixes(db, cycle.cycleId);
  const known = new Set(frozen.map(({ fixId }) => fixId));
  const moves = seen.moves.map((move) => ({ ...move, newFix: !known.has(move.fixId) }));
  const { start } = cycle;
  const end = snapshotOf(figures, asOf);
  const change = changeBridge(start.agreed, moves);
  const reached = change.at(-1)?.to ?? start.agreed;
  if (reached.numerator !== end.agreed.numerator || reached.denominator !== end.agreed.denominator)
    throw new Error(`The change in cycle ${cycle.number} does not sum to its end.`);
  return {
    start,
    end,
    frozen: frozenNow({ devices: start.devices.total, fixes: cycle.fixes, verdicts: start.verdicts }, moves),
    late: lateAdditions(end.devices.total - start.devices.total, moves),
    change,
    ...(await namedFixes(db, fixProgress(frozen, moves))),
    causes: await namedCauses(db, cycle, figures),
  };
}

async function namedFixes(
  db: Database,
  fixes: readonly FixProgress[],
): Promise<Pick<CycleProgress, 'fixesLeft' | 'lateFixes'>> {
  const first = (chosen: readonly FixProgress[], size: (fix: FixProgress) => number) =>
    chosen.toSorted((a, b) => size(b) - size(a) || a.fixId - b.fixId).slice(0, MOST_FIXES);
  const left = first(
    fixes.filter((fix) => cellsLeft(fix) > 0),
    cellsLeft,
  );
  const late = first(
    fixes.filter(({ required, late }) => required === 0 && late > 0),
    (fix) => fix.late,
  );
  const names = await readFixNames(
    db,
    [...left, ...late].map(({ fixId }) => fixId),
  );
  const named = (fix: FixProgress): NamedFix => ({
    ...fix,
    fix: names.get(fix.fixId)?.key ?? String(fix.fixId),
    title: names.get(fix.fixId)?.title ?? '',
  });
  return { fixesLeft: left.map(named), lateFixes: late.map(named) };
}

async function namedCauses(
  db: Database,
  { startCauses }: KnownCycle,
  figures: KnownFigures,
): Promise<CycleProgress['causes']> {
  const rules = await currentRules(db);
  return causeChanges(startCauses, causeGroups(figures)).map((change) => {
    const { label, owner } = rules.rule(change.cause);
    return { ...change, label, owner };
  });
}
