import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { CELL_COLUMNS, type FoundCell, type WantedStates } from '../evidence/list-cells.ts';
import { cellsOfDevices } from './cells-as-of.ts';
import { isOfView, type View } from './device-set.ts';

export interface WalkPage {
  readonly limit: number;
  readonly offset: number;
  readonly descending: boolean;
  /** A place on the way, so that a page far down need not be walked to from the beginning. */
  readonly from?: Milestone | undefined;
}

/** A device on the way through a list, and how many wanted cells lie before it. */
export interface Milestone {
  readonly deviceId: string;
  readonly name: string;
  readonly before: number;
}

/** Devices with wanted cells from one milestone to the next: 200,000 devices have 2,000, whatever the cells of each. */
const MILE = 100;

interface DeviceOfPage {
  readonly deviceId: string;
  /** Wanted cells of the devices before it. */
  readonly before: number;
}

/** States that are wanted, how many cells are of them in all, and how many devices the view has: whether they are many is asked before. */
export interface WalkedStates extends WantedStates {
  readonly total: number;
  readonly devices: number;
}

/** Up to so many cells, the devices that have any are looked up by state; beyond, devices are walked in order of their names. */
const SPARSE_CELLS = 20_000;

/**
 * Cells in the order of their devices' names, then of fixes, without sorting cells: devices are walked in the order of an index,
 * and their counts of states tell where the page begins. The cells of its devices are read then.
 */
export async function walkCells(
  trx: DatabaseTransaction,
  view: View,
  wanted: WalkedStates,
  page: WalkPage,
): Promise<readonly FoundCell[]> {
  const devices = await devicesOfPage(trx, view, wanted, page);
  const [first] = devices;
  if (first === undefined) return [];
  const ids = devices.map(({ deviceId }) => deviceId);
  const { rows } = await sql<FoundCell>`
    SELECT ${CELL_COLUMNS}
    FROM (${cellsOfDevices(sql`SELECT unnest(${ids}::uuid[])`, { at: view.at, withProven: wanted.withProven })}) c
    JOIN unnest(${ids}::uuid[]) WITH ORDINALITY AS o (device_id, place) USING (device_id)
    JOIN device d USING (device_id) JOIN fix f USING (fix_id)
    WHERE c.state_id = ANY (${wanted.states}::integer[])
    ORDER BY o.place, f.key`.execute(trx);
  // A milestone of a moment before: cells may have gone since, and the page begins a little later then.
  const skipped = Math.max(0, page.offset - first.before);
  return rows.slice(skipped, skipped + page.limit);
}

/** Places on the way through a long list: counts every device once, and makes each page of the list as quick as its first. */
export async function readMilestones(
  trx: DatabaseTransaction,
  view: View,
  { states }: Pick<WantedStates, 'states'>,
  { descending, mile = MILE }: Pick<WalkPage, 'descending'> & { readonly mile?: number },
): Promise<readonly Milestone[]> {
  const order = orderOfDevices(descending);
  const { rows } = await sql<Milestone>`
    SELECT device_id AS "deviceId", name, before FROM (
      SELECT d.device_id, lower(d.name) AS name, row_number() OVER (ORDER BY ${order}) AS place,
        (sum(n.cells) OVER (ORDER BY ${order}) - n.cells)::bigint AS before
      FROM device d JOIN device_cells c USING (device_id) CROSS JOIN LATERAL (${wantedCells(states, view.at)}) n
      WHERE ${isOfView(view)} AND n.cells > 0
    ) w WHERE place % ${mile}::integer = 0 ORDER BY before`.execute(trx);
  return rows;
}

function orderOfDevices(descending: boolean): RawBuilder<unknown> {
  return descending ? sql`lower(d.name) DESC, d.device_id DESC` : sql`lower(d.name), d.device_id`;
}

/** A list is walked from its beginning up to so many cells; beyond, milestones are worth being made. */
export const WALKED_CELLS = 1_000;

/**
 * The devices whose cells stand on the page. How many there are to the end of the page is guessed from how many cells a device has
 * in the middle; where the guess was short, more are walked.
 */
async function devicesOfPage(
  trx: DatabaseTransaction,
  view: View,
  wanted: WalkedStates,
  page: WalkPage,
): Promise<readonly DeviceOfPage[]> {
  const { limit, offset, from } = page;
  const passed = from?.before ?? 0;
  const end = offset + limit;
  // Each device has a cell at least; and the page begins before the next milestone, or a little after it where cells have moved since.
  const most = from === undefined ? end - passed : Math.min(end - passed, 2 * MILE + limit);
  const likely = Math.ceil((end - passed) * Math.min(1, (1.2 * wanted.devices) / wanted.total)) + 5;
  for (let count = Math.min(most, likely); ; count = Math.min(most, 4 * count)) {
    const walked = await walkDevices(trx, view, wanted, { ...page, limit: count });
    const devices: DeviceOfPage[] = [];
    let before = passed;
    for (const { deviceId, cells } of walked) {
      if (before + cells > offset && before < end) devices.push({ deviceId, before });
      before += cells;
    }
    if (before >= end || walked.length < count || count === most) return devices;
  }
}

/** So many devices that have wanted cells, in their order. */
async function walkDevices(
  trx: DatabaseTransaction,
  view: View,
  { states, withProven, total }: WalkedStates,
  { limit, descending, from }: Omit<WalkPage, 'offset'>,
): Promise<readonly { readonly deviceId: string; readonly cells: number }[]> {
  const candidates =
    total <= SPARSE_CELLS && !withProven ? sql`AND c.device_id IN (${devicesWith(states, view.at)})` : sql``;
  const onward =
    from === undefined
      ? sql``
      : sql`AND (lower(d.name), d.device_id) ${descending ? sql`<=` : sql`>=`} (${from.name}, ${from.deviceId}::uuid)`;
  const { rows } = await sql<{ deviceId: string; cells: number }>`
    SELECT d.device_id AS "deviceId", n.cells::bigint AS cells
    FROM device d JOIN device_cells c USING (device_id) CROSS JOIN LATERAL (${wantedCells(states, view.at)}) n
    WHERE ${isOfView(view)} AND n.cells > 0 ${candidates} ${onward}
    ORDER BY ${orderOfDevices(descending)} LIMIT ${limit}`.execute(trx);
  return rows;
}

/** How many cells of the states the device `c` had. */
function wantedCells(states: readonly number[], at: string | null): RawBuilder<unknown> {
  const now = sql`SELECT h.state_id, h.cells FROM unnest(c.states, c.state_cells) AS h (state_id, cells)`;
  const back = sql`
    UNION ALL
    SELECT b.state_id, b.cells FROM device_move m
    CROSS JOIN LATERAL (SELECT unnest(m.befores), 1 UNION ALL SELECT unnest(m.afters), -1) AS b (state_id, cells)
    WHERE m.device_id = c.device_id AND m.moved_at >= ${at}::timestamptz`;
  return sql`
    SELECT coalesce(sum(h.cells), 0) AS cells FROM (${now} ${at === null ? sql`` : back}) h
    WHERE h.state_id = ANY (${states}::integer[])`;
}

/** Devices that may have had such a cell then: that have one, or had one before a move since. */
function devicesWith(states: readonly number[], at: string | null): RawBuilder<unknown> {
  const now = sql`SELECT device_id FROM cell WHERE state_id = ANY (${states}::integer[])`;
  if (at === null) return now;
  return sql`${now} UNION SELECT device_id FROM device_move
    WHERE moved_at >= ${at}::timestamptz AND befores && ${states}::integer[]`;
}
