import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import { takeRoomToGroup } from '../connection/room-to-group.ts';
import { CELL_COLUMNS, type FoundCell, NAMES_OF_CELLS, type WantedStates } from '../evidence/list-cells.ts';
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

/** So many milestones, whatever the devices of the view: of a site they stand closer, because few of the devices walked are of it. */
const MILESTONES = 1_000;
const SHORTEST_MILE = 10;

/** States that are wanted, how many cells are of them in all, and how many devices the view has: whether they are many is asked before. */
export interface WalkedStates extends WantedStates {
  readonly total: number;
  readonly devices: number;
}

/**
 * Up to so many cells, and fewer than one on so many devices, the devices that have any are looked up by state. Of others a page is
 * found sooner where devices are walked in the order of their names, because many of those walked have one.
 */
const SPARSE_CELLS = 20_000;
const SPARSE_DEVICES = 8;

/** A cell of the walk: how many wanted cells lie before its device, how many devices were walked and how many cells they have. */
interface WalkedCell extends FoundCell {
  readonly before: number;
  readonly walked: number;
  readonly reached: number;
}

/**
 * Cells in the order of their devices' names, then of fixes, without sorting cells: devices are walked in the order of an index,
 * and their counts of states tell where the page begins. The cells of its devices are read in the same statement, so that both
 * are of one moment. How many devices there are to the end of the page is guessed from how many cells a device has in the middle;
 * where the guess was short, more are walked.
 */
export async function walkCells(
  db: Database | DatabaseTransaction,
  view: View,
  wanted: WalkedStates,
  page: WalkPage,
): Promise<readonly FoundCell[]> {
  const { limit, offset, from } = page;
  const passed = from?.before ?? 0;
  const end = offset + limit;
  // Each device has a cell at least.
  const most = end - passed;
  for (let count = powerAbove(Math.min(most, devicesTo(wanted, end - passed))); ; count *= 4) {
    const rows = await walkTo(db, view, wanted, { ...page, devices: count });
    const [first] = rows;
    if (first !== undefined && (first.reached >= end || first.walked < count || count >= most)) {
      // A milestone of a moment before: cells may have gone since, and the page begins a little later then.
      const skipped = Math.max(0, offset - first.before);
      return rows.slice(skipped, skipped + limit).map(({ before, walked, reached, ...cell }) => cell);
    }
    if (count >= most) return [];
  }
}

/** How many devices are walked stands in the statement, because its plan depends on it: few numbers, so that plans are few. */
function powerAbove(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

/** The cells of the page among those of so many devices that have wanted cells, in their order. */
async function walkTo(
  db: Database | DatabaseTransaction,
  view: View,
  wanted: WalkedStates,
  { limit, offset, descending, from, devices }: WalkPage & { readonly devices: number },
): Promise<readonly WalkedCell[]> {
  const { states, withProven } = wanted;
  const cells = cellsOfDevices(sql`SELECT device_id FROM page`, { at: view.at, withProven });
  const direction = descending ? sql`DESC` : sql``;
  const { rows } = await sql<WalkedCell>`${PLANNED_ONCE}
    WITH walked AS MATERIALIZED (
      SELECT device_id, cells, row_number() OVER w AS place, (${from?.before ?? 0}::bigint + sum(cells) OVER w)::bigint AS after
      FROM (${devicesOnTheWay(view, wanted, { descending, from })} LIMIT ${sql.lit(devices)}) d
      WINDOW w AS (ORDER BY d.name ${direction}, d.device_id ${direction})
    ), page AS MATERIALIZED (
      SELECT device_id, place, after - cells AS before FROM walked
      WHERE after > ${offset}::bigint AND after - cells < ${offset + limit}::bigint
    )
    SELECT ${CELL_COLUMNS}, o.before, (SELECT count(*) FROM walked) AS walked, (SELECT max(after) FROM walked) AS reached
    FROM (${cells}) c JOIN page o USING (device_id) ${NAMES_OF_CELLS}
    WHERE c.state_id = ANY (${states}::integer[])
    ORDER BY o.place, f.key`.execute(db);
  return rows;
}

/** Places on the way through a long list: counts every device once, and makes each page of the list as quick as its first. */
export async function readMilestones(
  trx: DatabaseTransaction,
  view: View,
  { states, devices }: Pick<WalkedStates, 'states' | 'devices'>,
  { descending }: Pick<WalkPage, 'descending'>,
): Promise<readonly Milestone[]> {
  const mile = Math.max(SHORTEST_MILE, Math.ceil(devices / MILESTONES));
  const direction = descending ? sql`DESC` : sql``;
  await takeRoomToGroup(trx);
  const { rows } = await sql<Milestone>`
    SELECT device_id AS "deviceId", name, (after - cells)::bigint AS before FROM (
      SELECT device_id, name, cells, row_number() OVER w AS place, (sum(cells) OVER w)::bigint AS after
      FROM (${devicesWithCells(view, states)}) d WINDOW w AS (ORDER BY name ${direction}, device_id ${direction})
    ) w WHERE place % ${mile}::integer = 0 ORDER BY before`.execute(trx);
  return rows;
}

/** Every device of a view that has wanted cells. What moved since a past moment is summed once, not looked up for each device. */
function devicesWithCells(view: View, states: readonly number[]): RawBuilder<unknown> {
  const now = sql`
    SELECT d.device_id, lower(d.name) AS name, n.cells
    FROM device d JOIN device_cells c USING (device_id) CROSS JOIN LATERAL (${wantedCells(states, null)}) n
    WHERE ${isOfView(view)}`;
  if (view.at === null) return sql`SELECT * FROM (${now}) n WHERE cells > 0`;
  return sql`
    SELECT n.device_id, n.name, n.cells + coalesce(b.cells, 0) AS cells FROM (${now}) n LEFT JOIN (
      SELECT m.device_id, sum(h.cells) AS cells FROM device_move m CROSS JOIN LATERAL (${cellsMovedBack}) h
      WHERE m.moved_at >= ${view.at}::timestamptz AND h.state_id = ANY (${states}::integer[]) GROUP BY m.device_id
    ) b USING (device_id) WHERE n.cells + coalesce(b.cells, 0) > 0`;
}

/** What a move took and brought, the other way round. */
const cellsMovedBack = sql`
  SELECT b.state_id, b.cells FROM (SELECT unnest(m.befores), 1 UNION ALL SELECT unnest(m.afters), -1) AS b (state_id, cells)`;

function orderOfDevices(descending: boolean): RawBuilder<unknown> {
  return descending ? sql`lower(d.name) DESC, d.device_id DESC` : sql`lower(d.name), d.device_id`;
}

/** A list is walked from its beginning up to so many cells; beyond, milestones are worth being made. */
export const WALKED_CELLS = 1_000;

/** How many devices so many cells are on, by how many a device has in the middle. */
function devicesTo({ devices, total }: WalkedStates, cells: number): number {
  return Math.ceil(cells * Math.min(1, (1.2 * devices) / total)) + 5;
}

/** Devices that have wanted cells, with how many, in their order. */
function devicesOnTheWay(
  view: View,
  { states, withProven, total, devices }: WalkedStates,
  { descending, from }: Pick<WalkPage, 'descending' | 'from'>,
): RawBuilder<unknown> {
  const isSparse = total <= SPARSE_CELLS && total * SPARSE_DEVICES < devices && !withProven;
  const candidates = isSparse ? sql`AND c.device_id IN (${devicesWith(states, view.at)})` : sql``;
  const onward =
    from === undefined
      ? sql``
      : sql`AND (lower(d.name), d.device_id) ${descending ? sql`<=` : sql`>=`} (${from.name}, ${from.deviceId}::uuid)`;
  return sql`
    SELECT d.device_id, lower(d.name) AS name, n.cells::bigint AS cells
    FROM device d JOIN device_cells c USING (device_id) CROSS JOIN LATERAL (${wantedCells(states, view.at)}) n
    WHERE ${isOfView(view)} AND n.cells > 0 ${candidates} ${onward}
    ORDER BY ${orderOfDevices(descending)}`;
}

/** How many cells of the states the device `c` had. */
function wantedCells(states: readonly number[], at: string | null): RawBuilder<unknown> {
  const now = sql`SELECT h.state_id, h.cells FROM unnest(c.states, c.state_cells) AS h (state_id, cells)`;
  const back = sql`
    UNION ALL
    SELECT b.state_id, b.cells FROM device_move m CROSS JOIN LATERAL (${cellsMovedBack}) b
    WHERE m.device_id = c.device_id AND m.moved_at >= ${at}::timestamptz`;
  return sql`
    SELECT coalesce(sum(h.cells), 0) AS cells FROM (${now} ${at === null ? sql`` : back}) h
    WHERE h.state_id = ANY (${states}::integer[])`;
}

/** Devices that may have had such a cell then: that have one, or had one before a move since. */
function devicesWith(states: readonly number[], at: string | null): RawBuilder<unknown> {
  const now = sql`SELECT device_id FROM cell_group WHERE state_id = ANY (${states}::integer[])`;
  if (at === null) return now;
  return sql`${now} UNION SELECT device_id FROM device_move
    WHERE moved_at >= ${at}::timestamptz AND befores && ${states}::integer[]`;
}
