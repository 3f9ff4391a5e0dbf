import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { type Selectable, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import type { EvidenceTables } from '../tables/evidence.ts';

/** By how much the rolled-up numbers move. */
export type BoardDelta = Omit<Selectable<EvidenceTables['board_total']>, 'shard' | 'version' | 'past_version'>;
export type FixDelta = Omit<Selectable<EvidenceTables['fix_total']>, 'shard'>;

export const NO_BOARD: BoardDelta = {
  devices: 0,
  in_it: 0,
  in_infosec: 0,
  in_both: 0,
  proven: 0,
  open: 0,
  disputed: 0,
  unproven: 0,
  excepted: 0,
  it_counted: 0,
  it_installed: 0,
  infosec_scanned: 0,
  infosec_not_reported: 0,
};

export interface CauseDelta {
  readonly part: BridgePart | 'all';
  readonly cause: CauseId;
  readonly cells: number;
  readonly devices: number;
  readonly disputed: number;
}

export type StateDelta = Omit<Selectable<EvidenceTables['state_total']>, 'shard'>;
export type DeviceDelta = Omit<Selectable<EvidenceTables['device_total']>, 'shard'>;

export interface TotalsDelta {
  readonly board: BoardDelta;
  readonly causes: readonly CauseDelta[];
  readonly fixes: readonly FixDelta[];
  readonly states: readonly StateDelta[];
  readonly devices: readonly DeviceDelta[];
}

/** Rolled-up numbers lie in so many shards, by connection. */
export const SHARDS = 16;

const BOARD_COLUMNS = [
  'devices',
  'in_it',
  'in_infosec',
  'in_both',
  'proven',
  'open',
  'disputed',
  'unproven',
  'excepted',
  'it_counted',
  'it_installed',
  'infosec_scanned',
  'infosec_not_reported',
] as const;

const DEVICE_COLUMNS = [
  'required',
  'proven',
  'it_counted',
  'it_installed',
  'infosec_scanned',
  'infosec_not_reported',
] as const;

const FIX_COLUMNS = [
  'proven',
  'open',
  'disputed',
  'unproven',
  'excepted',
  'it_counted',
  'it_installed',
  'infosec_scanned',
  'infosec_not_reported',
  'needs_work',
] as const;

/**
 * Moves the rolled-up numbers, in the shard of this connection, rows in one order so that nobody waits in a circle. With them
 * rises the version of the data, by which what was computed from it is kept.
 *
 * @param options.past judged as of a past moment, so that past days may differ too
 */
export async function moveTotals(
  trx: DatabaseTransaction,
  totals: TotalsDelta,
  options: { readonly past: boolean },
): Promise<void> {
  const shard = await shardOf(trx);
  await moveBoard(trx, shard, totals.board, options);
  await moveCauses(trx, shard, totals.causes);
  await moveFixes(trx, shard, totals.fixes);
  await moveStates(trx, shard, totals.states);
  await moveDevices(trx, shard, totals.devices);
}

/** Raises the version of the data where something else than a cell moved: a scope, say. */
export async function raiseVersion(trx: DatabaseTransaction): Promise<void> {
  await moveBoard(trx, await shardOf(trx), NO_BOARD, { past: false });
}

async function moveBoard(
  trx: DatabaseTransaction,
  shard: number,
  board: BoardDelta,
  { past }: { readonly past: boolean },
): Promise<void> {
  await sql`
    INSERT INTO board_total AS t (shard, version, past_version, ${columns(BOARD_COLUMNS)})
    VALUES (${shard}, 1, ${Number(past)}, ${sql.join(BOARD_COLUMNS.map((column) => board[column]))})
    ON CONFLICT (shard) DO UPDATE SET ${added(['version', 'past_version', ...BOARD_COLUMNS])}`.execute(trx);
}

async function shardOf(trx: DatabaseTransaction): Promise<number> {
  const { rows } = await sql<{
    shard: number;
  }>`SELECT (pg_backend_pid() % ${sql.raw(String(SHARDS))})::integer AS shard`.execute(trx);
  return rows[0]?.shard ?? 0;
}

async function moveCauses(trx: DatabaseTransaction, shard: number, causes: TotalsDelta['causes']): Promise<void> {
  if (causes.length === 0) return;
  await sql`
    INSERT INTO cause_total AS t (shard, part, cause, cells, devices, disputed)
    SELECT ${shard}, * FROM unnest(
      ${causes.map(({ part }) => part)}::text[], ${causes.map(({ cause }) => cause)}::text[], ${causes.map(({ cells }) => cells)}::bigint[],
      ${causes.map(({ devices }) => devices)}::bigint[], ${causes.map(({ disputed }) => disputed)}::bigint[]
    ) AS u (part, cause, cells, devices, disputed) ORDER BY part, cause
    ON CONFLICT (shard, part, cause) DO UPDATE SET ${added(['cells', 'devices', 'disputed'])}`.execute(trx);
}

async function moveFixes(trx: DatabaseTransaction, shard: number, fixes: TotalsDelta['fixes']): Promise<void> {
  if (fixes.length === 0) return;
  await sql`
    INSERT INTO fix_total AS t (fix_id, shard, ${columns(FIX_COLUMNS)})
    SELECT fix_id, ${shard}, ${columns(FIX_COLUMNS)} FROM unnest(
      ${fixes.map((fix) => fix.fix_id)}::integer[],
      ${sql.join(FIX_COLUMNS.map((column) => sql`${fixes.map((fix) => fix[column])}::bigint[]`))}
    ) AS u (fix_id, ${columns(FIX_COLUMNS)}) ORDER BY fix_id
    ON CONFLICT (fix_id, shard) DO UPDATE SET ${added(FIX_COLUMNS)}`.execute(trx);
}

async function moveStates(trx: DatabaseTransaction, shard: number, states: TotalsDelta['states']): Promise<void> {
  if (states.length === 0) return;
  await sql`
    INSERT INTO state_total AS t (shard, state_id, cells)
    SELECT ${shard}, * FROM unnest(
      ${states.map(({ state_id }) => state_id)}::integer[], ${states.map(({ cells }) => cells)}::bigint[]
    ) AS u (state_id, cells) ORDER BY state_id
    ON CONFLICT (shard, state_id) DO UPDATE SET ${added(['cells'])}`.execute(trx);
}

async function moveDevices(trx: DatabaseTransaction, shard: number, devices: TotalsDelta['devices']): Promise<void> {
  if (devices.length === 0) return;
  await sql`
    INSERT INTO device_total AS t (shard, excepted, ${columns(DEVICE_COLUMNS)})
    SELECT ${shard}, excepted, ${columns(DEVICE_COLUMNS)} FROM unnest(
      ${devices.map(({ excepted }) => excepted)}::boolean[],
      ${sql.join(DEVICE_COLUMNS.map((column) => sql`${devices.map((row) => row[column])}::bigint[]`))}
    ) AS u (excepted, ${columns(DEVICE_COLUMNS)}) ORDER BY excepted
    ON CONFLICT (shard, excepted) DO UPDATE SET ${added(DEVICE_COLUMNS)}`.execute(trx);
}

function columns(names: readonly string[]) {
  return sql.join(names.map((name) => sql.ref(name)));
}

function added(names: readonly string[]) {
  return sql.join(names.map((name) => sql`${sql.ref(name)} = t.${sql.ref(name)} + excluded.${sql.ref(name)}`));
}
