import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { type Milestone, readMilestones, WALKED_CELLS, walkCells } from '@baton/store/board/walk-cells.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { KeptState } from '@baton/store/evidence/cell-states.ts';
import {
  countCells,
  type FoundCell,
  type FoundPlace,
  findPlace,
  listCells,
  type WantedStates,
} from '@baton/store/evidence/list-cells.ts';
import { type AskedView, viewOf } from '../read-board/asked-view.ts';
import { figuresOf } from '../read-board/board-figures.ts';
import { computedOnce, snapshot } from '../read-board/computed-once.ts';
import { knownStates } from '../read-board/known-states.ts';
import { ServiceError } from '../service-error.ts';
import { fits, inGroups, type ListOrder, listOrderOf, type StateFilter } from './wanted-states.ts';

export interface CellQuery extends AskedView, StateFilter {
  readonly device?: string | undefined;
  readonly fix?: string | undefined;
  readonly remediation?: string | undefined;
  readonly search?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
  readonly sort?: string | undefined;
}

/** A cell with what it came to. */
export interface KnownCell extends Omit<FoundCell, 'stateId'> {
  readonly state: KeptState;
}

export interface CellsFound {
  readonly cells: readonly KnownCell[];
  readonly total: number;
  readonly byVerdict: Record<Verdict, number>;
}

const NONE: Readonly<Record<Verdict, number>> = { proven: 0, open: 0, disputed: 0, unproven: 0, excepted: 0 };

/**
 * A page of cells and the counts of every verdict under the other filters. Counts are sums over states, so that they equal the
 * bar of the bridge; groups of states are listed one after the other, each only where the page reaches it.
 */
export async function findCells(db: Database, query: CellQuery): Promise<CellsFound> {
  const place = await findPlace(db, { ...query, view: viewOf(query) });
  if (place === null) return { cells: [], total: 0, byVerdict: { ...NONE } };
  const { counts, devices } = await countsOf(db, place);
  const { verdict, ...others } = query;
  const byVerdict = { ...NONE };
  for (const { state, cells } of counts) if (fits(state, others)) byVerdict[state.verdict] += cells;
  const wanted = counts.filter(({ state }) => fits(state, query));
  const total = verdict === undefined ? sum(Object.values(byVerdict)) : byVerdict[verdict];
  const cells = await listPage(db, place, { wanted, devices }, query);
  return { cells, total, byVerdict };
}

interface Count {
  readonly state: KeptState;
  readonly cells: number;
}

interface CountsOfPlace {
  readonly counts: readonly Count[];
  /** Devices of the view; null of a place that names devices or fixes, which is not walked. */
  readonly devices: number | null;
}

async function countsOf(db: Database, place: FoundPlace): Promise<CountsOfPlace> {
  if (isEverywhere(place)) {
    const { states: counts, devices } = await figuresOf(db, place.view);
    return { counts, devices: devices.total };
  }
  const counts = await countCells(db, place);
  const states = await knownStates(db, counts.keys());
  const known = [...counts].flatMap(([stateId, cells]) => {
    const state = states.get(stateId);
    return state === undefined ? [] : [{ state, cells }];
  });
  return { counts: known, devices: null };
}

function isEverywhere({ devices, fixes }: FoundPlace): boolean {
  return devices === undefined && fixes === undefined;
}

/** Beyond so many, cells are listed by device within verdicts, causes or owners only: another order would sort them all. */
const MOST_SORTED = 100_000;

async function listPage(
  db: Database,
  place: FoundPlace,
  { wanted, devices }: { readonly wanted: readonly Count[]; readonly devices: number | null },
  { page, pageSize, sort }: CellQuery,
): Promise<readonly KnownCell[]> {
  const order = listOrderOf(sort);
  if (isEverywhere(place) && order.order !== 'device' && sum(wanted.map(({ cells }) => cells)) > MOST_SORTED) {
    throw new ServiceError(
      'invalid',
      `More than ${MOST_SORTED.toLocaleString('en-US')} cells cannot be put in the order of ${order.order}.`,
      {
        where: 'query.sort',
        hint: 'Choose a scope, a cause or a verdict first, or sort by device, verdict, cause or owner.',
      },
    );
  }
  const counts = new Map(wanted.map(({ state, cells }) => [state, cells]));
  const parts: PartOfPage[] = [];
  for (const part of partsOfPage(counts, order, { skip: (page - 1) * pageSize, pageSize }))
    parts.push({ ...part, walk: await walkOf(db, place, part, devices) });
  const found = await listParts(db, place, parts);
  const states = new Map([...counts.keys()].map((state) => [state.stateId, state]));
  return found.flatMap(({ stateId, ...cell }) => {
    const state = states.get(stateId);
    return state === undefined ? [] : [{ ...cell, state }];
  });
}

/** What a page takes out of one group of states. */
interface PartOfPage {
  readonly wanted: WantedStates & { readonly total: number };
  readonly offset: number;
  readonly limit: number;
  readonly order: ListOrder['order'];
  readonly descending: boolean;
  /** Where it is a long list: how many devices there are to walk, and from where. */
  readonly walk?: { readonly devices: number; readonly from: Milestone | undefined } | undefined;
}

function* partsOfPage(
  counts: ReadonlyMap<KeptState, number>,
  order: ListOrder,
  window: { readonly skip: number; readonly pageSize: number },
): Generator<PartOfPage> {
  let { skip } = window;
  let left = window.pageSize;
  for (const group of inGroups([...counts.keys()], order)) {
    const total = sum(group.map((state) => counts.get(state) ?? 0));
    const limit = Math.min(left, Math.max(0, total - skip));
    if (limit > 0) {
      // Where groups are turned round, their cells stay in the order of devices.
      const descending = order.descending && order.groupBy === null;
      yield { wanted: { ...wantedOf(group), total }, offset: skip, limit, order: order.order, descending };
    }
    left -= limit;
    skip = Math.max(0, skip - total);
  }
}

async function walkOf(
  db: Database,
  place: FoundPlace,
  part: PartOfPage,
  devices: number | null,
): Promise<PartOfPage['walk']> {
  if (devices === null || part.order !== 'device') return undefined;
  return { devices, from: await milestoneOf(db, place, part, devices) };
}

/** Where a page far down a long list is walked from; undefined where the beginning is near enough. */
async function milestoneOf(
  db: Database,
  place: FoundPlace,
  part: PartOfPage,
  devices: number,
): Promise<Milestone | undefined> {
  const { offset, descending } = part;
  const wanted = { ...part.wanted, devices };
  if (offset < WALKED_CELLS) return undefined;
  const milestones = await computedOnce(db, `milestones ${wanted.states} ${descending}`, place.view, (trx) =>
    readMilestones(trx, place.view, wanted, { descending }),
  );
  return milestones.findLast(({ before }) => before <= offset);
}

/** One part is one statement; of several the page is read in one snapshot. */
async function listParts(db: Database, place: FoundPlace, parts: readonly PartOfPage[]): Promise<readonly FoundCell[]> {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return listPart(db, place, only);
  return snapshot(db, async (trx) => {
    const lists: FoundCell[] = [];
    for (const part of parts) lists.push(...(await listPart(trx, place, part)));
    return lists;
  });
}

function listPart(
  db: Database | DatabaseTransaction,
  place: FoundPlace,
  { wanted, walk, ...window }: PartOfPage,
): Promise<readonly FoundCell[]> {
  if (walk === undefined) return listCells(db, place, wanted, window);
  return walkCells(db, place.view, { ...wanted, devices: walk.devices }, { ...window, from: walk.from });
}

function wantedOf(group: readonly KeptState[]): WantedStates {
  return {
    states: group.map(({ stateId }) => stateId),
    withProven: group.some(({ verdict }) => verdict === 'proven'),
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
