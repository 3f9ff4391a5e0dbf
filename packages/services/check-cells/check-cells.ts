import { nextChange } from '@baton/domain/reconciliation/next-change.ts';
import { judgeCells, prepareDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import { readDeviceTotalRows, readStateTotals } from '@baton/store/board/board-figures.ts';
import { readBrokenMoves, readCountedStates } from '@baton/store/board/check-history.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readDifferingHours } from '@baton/store/disagreements/cell-hours.ts';
import { readBoardTotals, readCauseTotals } from '@baton/store/evidence/board.ts';
import { readDeviceIds } from '@baton/store/evidence/chunks.ts';
import { readAllFixTotals } from '@baton/store/evidence/fixes.ts';
import type { TotalsDelta } from '@baton/store/evidence/move-totals.ts';
import { type CellGroup, readCellGroups, readDeviceCells } from '@baton/store/evidence/write-cells.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { DiffBuilder } from '../reconcile-devices/diff-devices.ts';
import { loadCases } from '../reconcile-devices/load-cases.ts';
import { contextOf, foldingOf, judgingOf } from '../reconcile-devices/reconcile-devices.ts';
import { numberCells, summariseDevice } from '../reconcile-devices/summarise-device.ts';
import { currentRules } from '../rules/current-rules.ts';

export interface CellsCheck {
  readonly devices: number;
  readonly cells: number;
  /** Devices whose kept cells are not what their evidence gives now; the first hundred. */
  readonly differingDevices: readonly string[];
  /** Rolled-up numbers that are not the sum of what was judged, in words. */
  readonly differingTotals: readonly string[];
}

const SLICE = 500;
const TOLD = 100;

/**
 * Judges everything again from the kept evidence and compares it with what is kept: verdicts, causes, and every rolled-up
 * number. Changes nothing. Devices that wait to be judged show as different.
 */
export async function checkCells(db: Database, signal?: AbortSignal): Promise<CellsCheck> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const judging = judgingOf(db);
      const knowledge = await currentKnowledge(db);
      await judging.facts.refresh(db);
      const context = contextOf(judging, knowledge, await currentRules(db, trx));
      const at = new Date(context.now).toISOString();
      const sum = new DiffBuilder(judging.states, at);
      const differing: string[] = [];
      let devices = 0;
      let cells = 0;
      for (let after: string | null = null; ; ) {
        signal?.throwIfAborted();
        const ids: readonly string[] = await readDeviceIds(trx, after, SLICE);
        after = ids.at(-1) ?? null;
        const kept = new Map((await readDeviceCells(trx, ids)).map((row) => [row.device_id, row]));
        const groups = Map.groupBy(await readCellGroups(trx, ids), (group) => group.device_id);
        for (const loaded of await loadCases(trx, ids, { excerpts: false, reports: judging.reports })) {
          const prepared = prepareDevice(loaded.device, knowledge, foldingOf(judging, knowledge));
          await judging.numbers.ensure(db, prepared.fixes);
          const judged = numberCells(judgeCells(prepared, context), judging.numbers, judging.states);
          const row = kept.get(loaded.device.deviceId);
          const before = row === undefined ? null : { row, groups: groups.get(row.device_id) ?? [] };
          await judging.states.number(db, [
            ...(before?.row.proven_states ?? []),
            ...(before?.groups.map((group) => group.state_id) ?? []),
          ]);
          const summary = summariseDevice(loaded, judged, before, {
            now: context.now,
            lessons: judging.facts.count,
            changesAt: nextChange(prepared, context),
          });
          const difference = new DiffBuilder(judging.states, at);
          difference.add(before, summary);
          if (difference.finish().moves.length > 0 || isKeptTwice(before?.groups ?? []))
            differing.push(loaded.device.name);
          sum.add(null, summary);
          devices += 1;
          cells += judged.length;
        }
        if (ids.length < SLICE) break;
      }
      const totals = await keptTotals(trx);
      return {
        devices,
        cells,
        differingDevices: differing.slice(0, TOLD),
        differingTotals: [
          ...compareTotals(totals, sum.finish().totals),
          ...(await checkHistory(trx, await readStateTotals(trx))),
          ...(await compareHours(trx)),
        ].slice(0, TOLD),
      };
    });
}

/** No key of a table sees to it that a cell is in one group only. */
function isKeptTwice(groups: readonly CellGroup[]): boolean {
  const fixIds = groups.flatMap((group) => group.fix_ids);
  return new Set(fixIds).size < fixIds.length;
}

async function keptTotals(trx: Parameters<typeof readBoardTotals>[0]): Promise<TotalsDelta> {
  return {
    board: await readBoardTotals(trx),
    causes: await readCauseTotals(trx),
    fixes: await readAllFixTotals(trx),
    states: (await readStateTotals(trx)).map(({ stateId, cells }) => ({ state_id: stateId, cells })),
    devices: await readDeviceTotalRows(trx),
  };
}

/** What has waited since when: the times of cells are kept, not judged, so that the counts are compared with the cells. */
async function compareHours(trx: Parameters<typeof readBoardTotals>[0]): Promise<readonly string[]> {
  return (await readDifferingHours(trx, TOLD)).map(
    ({ stateId, hour, kept, counted }) =>
      `state ${stateId} of hour ${hour}: waiting is kept as ${kept}, the cells are ${counted}`,
  );
}

function compareTotals(kept: TotalsDelta, judged: TotalsDelta): readonly string[] {
  return [
    ...compareNumbers('the board', kept.board, judged.board),
    ...compareKeyed(kept.causes, judged.causes, ({ part, cause }) => `cause ${cause} in ${part}`),
    ...compareKeyed(kept.fixes, judged.fixes, ({ fix_id }) => `fix number ${fix_id}`),
    ...compareKeyed(kept.states, judged.states, ({ state_id }) => `state number ${state_id}`),
    ...compareKeyed(
      kept.devices,
      judged.devices,
      ({ excepted }) => `devices ${excepted ? 'with' : 'without'} excepted cells`,
    ),
  ];
}

function compareKeyed<T extends object>(
  kept: readonly T[],
  judged: readonly T[],
  nameOf: (row: T) => string,
): readonly string[] {
  const theirs = new Map(judged.map((row) => [nameOf(row), row]));
  const names = new Set([...kept, ...judged].map(nameOf));
  const ours = new Map(kept.map((row) => [nameOf(row), row]));
  return [...names].flatMap((name) => compareNumbers(name, ours.get(name) ?? {}, theirs.get(name) ?? {}));
}

function compareNumbers(name: string, kept: object, judged: object): readonly string[] {
  const was = new Map<string, unknown>(Object.entries(kept));
  const is = new Map<string, unknown>(Object.entries(judged));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [a, b] = [was.get(key) ?? 0, is.get(key) ?? 0];
    return typeof a === 'number' && typeof b === 'number' && a !== b
      ? [`${name}: ${key} is kept as ${a}, the evidence gives ${b}`]
      : [];
  });
}

/** Devices' own counts of states sum to the rolled-up ones, and each cell's moves join, from its first one to what it is now. */
async function checkHistory(
  trx: DatabaseTransaction,
  states: Awaited<ReturnType<typeof readStateTotals>>,
): Promise<readonly string[]> {
  const counted = new Map((await readCountedStates(trx)).map(({ stateId, cells }) => [stateId, cells]));
  const ids = new Set([...counted.keys(), ...states.map(({ stateId }) => stateId)]);
  const rolledUp = new Map(states.map(({ stateId, cells }) => [stateId, cells]));
  const differing = [...ids].filter((stateId) => (counted.get(stateId) ?? 0) !== (rolledUp.get(stateId) ?? 0));
  return [
    ...differing.map(
      (stateId) =>
        `state number ${stateId}: devices count ${counted.get(stateId) ?? 0}, the fleet ${rolledUp.get(stateId) ?? 0}`,
    ),
    ...(await readBrokenMoves(trx, TOLD)).map(
      ({ device, fix }) => `the moves of ${device}, ${fix} do not lead to what it is now`,
    ),
  ];
}
