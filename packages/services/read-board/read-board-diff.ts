import type { Added, BoardDiff, DiffGroup } from '@baton/contract/board-diff.ts';
import type { NumberTotals } from '@baton/domain/reconciliation/bridge.ts';
import { NO_NUMBERS, numbersOfCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import type { Scope } from '@baton/domain/scope/scope.ts';
import { readMovingReports } from '@baton/store/board/cell-history.ts';
import {
  type DifferenceGroup,
  listDifference,
  readDifference,
  type StateWords,
  type Views,
} from '@baton/store/board/diff-of-views.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { KeptState } from '@baton/store/evidence/cell-states.ts';
import { wordsOf } from '../read-cells/state-words.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { type KnownView, viewOf } from './asked-view.ts';
import { figuresOf, threeNumbers } from './board-figures.ts';
import { computedOnce, snapshot } from './computed-once.ts';
import { knownStates } from './known-states.ts';

/** Two days; without `to`, until now. */
export interface Between {
  readonly from: string;
  readonly to?: string | undefined;
  readonly scope?: Scope | undefined;
}

/** Why the numbers moved between two days' ends: groups of cells that sum to the difference exactly. */
export async function readBoardDiff(db: Database, between: Between): Promise<BoardDiff> {
  const views = viewsOf(between);
  const [was, is] = await Promise.all([figuresOf(db, views.from), figuresOf(db, views.to)]);
  const groups = await groupsOf(db, views);
  const before = numbersOfCells(was.states);
  const after = numbersOfCells(is.states);
  return {
    from: { asOf: views.from.asOf, day: views.from.day, ...threeNumbers(before) },
    to: { asOf: views.to.asOf, day: views.to.day, ...threeNumbers(after) },
    difference: lessOf(after, before),
    groups: [...(await describe(db, groups))],
  };
}

/** The cells behind one group, by device. */
export async function listDiffCells(
  db: Database,
  {
    group,
    page,
    pageSize,
    ...between
  }: Between & { readonly group: string; readonly page: number; readonly pageSize: number },
) {
  const views = viewsOf(between);
  const found = (await groupsOf(db, views)).find((one) => idOf(one) === group);
  if (found === undefined) {
    throw new ServiceError('not-found', 'There is no such group of cells between these two days.', {
      where: 'query.group',
      hint: 'Read the difference again: its groups may have moved.',
    });
  }
  const window = { limit: pageSize, offset: (page - 1) * pageSize };
  const { rows, total } = await snapshot(db, (trx) => listDifference(trx, views, found, window));
  return { rows: [...rows], total };
}

type KnownViews = Views & { readonly from: KnownView; readonly to: KnownView };

function viewsOf({ from, to, scope }: Between): KnownViews {
  const earlier = viewOf({ scope, day: from });
  const later = viewOf({ scope, day: to });
  if (earlier.at === null || (later.at !== null && later.at <= earlier.at)) {
    throw new ServiceError('invalid', 'The first day must have ended before the second.', { where: 'query.from' });
  }
  return { from: { ...earlier, at: earlier.at }, to: later };
}

function groupsOf(db: Database, views: KnownViews): Promise<readonly DifferenceGroup[]> {
  return computedOnce(db, `difference since ${views.from.at}`, views.to, (trx) => readDifference(trx, views));
}

async function describe(db: Database, groups: readonly DifferenceGroup[]): Promise<readonly DiffGroup[]> {
  const reports = await readMovingReports(db, [...new Set(groups.flatMap(({ reportId }) => reportId ?? []))]);
  const states = [...(await knownStates(db)).values()];
  const rules = await currentRules(db);
  return groups
    .map(
      (group): DiffGroup => ({
        id: idOf(group),
        before: group.before === null ? null : wordsOf(group.before, rules),
        after: group.after === null ? null : wordsOf(group.after, rules),
        reason: group.reason,
        report: group.reportId === null ? null : (reports.get(group.reportId) ?? null),
        cells: group.cells,
        devices: group.devices,
        adds: lessOf(numbersOf(states, group.after, group.cells), numbersOf(states, group.before, group.cells)),
      }),
    )
    .toSorted((a, b) => b.cells - a.cells || (a.id < b.id ? -1 : 1));
}

function idOf({ before, after, reason, reportId }: DifferenceGroup): string {
  const said = (words: StateWords | null) =>
    words === null ? 'none' : [words.verdict, words.cause ?? '', words.itSays, words.infosecSays].join('.');
  return [said(before), said(after), reason, reportId ?? ''].join('~');
}

/** What so many cells of these words come to. */
function numbersOf(states: readonly KeptState[], words: StateWords | null, cells: number): NumberTotals {
  if (words === null) return NO_NUMBERS;
  const state = states.find(
    ({ verdict, cause, itSays, infosecSays }) =>
      verdict === words.verdict &&
      cause === words.cause &&
      itSays === words.itSays &&
      infosecSays === words.infosecSays,
  );
  if (state === undefined) throw new Error('Cells moved to words that are not in the dictionary.');
  return numbersOfCells([{ state, cells }]);
}

function lessOf(a: NumberTotals, b: NumberTotals): Added {
  return {
    required: a.required - b.required,
    proven: a.proven - b.proven,
    itCounted: a.itCounted - b.itCounted,
    itInstalled: a.itInstalled - b.itInstalled,
    infosecScanned: a.infosecScanned - b.infosecScanned,
    infosecNotReported: a.infosecNotReported - b.infosecNotReported,
  };
}
