import { type RawBuilder, sql } from 'kysely';
import { type CellChoice, type ClockedState, type Connection, statesRelation } from './chosen-cells.ts';

/** Cells of one state, with how many of them are overdue and how many at risk. */
export interface StateCount {
  readonly stateId: number;
  readonly cells: number;
  readonly over: number;
  readonly risk: number;
  /** When the one that waits longest took its cause; null where there is none. */
  readonly oldest: string | null;
}

const CELLS = sql`coalesce(sum(cardinality(c.fix_ids)), 0)`;

/**
 * The whole fleet's disagreements by state: sums over hours, and of the hour in which a limit falls the cells themselves. The
 * oldest is the first entry of the state's index.
 */
export async function readStateCounts(db: Connection, states: readonly ClockedState[]): Promise<readonly StateCount[]> {
  if (states.length === 0) return [];
  const { rows } = await sql<StateCount>`
    WITH s AS (SELECT *, floor(extract(epoch FROM over) / 3600)::integer AS over_hour,
        floor(extract(epoch FROM risk) / 3600)::integer AS risk_hour FROM ${statesRelation(states)}),
    sums AS (
      SELECT h.state_id, sum(h.cells)::bigint AS cells,
        coalesce(sum(h.cells) FILTER (WHERE h.hour < s.over_hour), 0)::bigint AS over,
        coalesce(sum(h.cells) FILTER (WHERE h.hour < s.risk_hour), 0)::bigint AS risk
      FROM cell_hour h JOIN s USING (state_id) GROUP BY h.state_id HAVING sum(h.cells) <> 0
    ), exact AS (
      SELECT sums.state_id, sums.cells, sums.over + (SELECT ${CELLS} FROM cell_group c WHERE c.state_id = s.state_id
          AND c.since >= to_timestamp(s.over_hour * 3600.0) AND c.since < s.over) AS over,
        sums.risk + (SELECT ${CELLS} FROM cell_group c WHERE c.state_id = s.state_id
          AND c.since >= to_timestamp(s.risk_hour * 3600.0) AND c.since < s.risk) AS risk
      FROM sums JOIN s USING (state_id)
    )
    SELECT state_id AS "stateId", cells, over, risk - over AS risk,
      (SELECT min(c.since) FROM cell_group c WHERE c.state_id = exact.state_id) AS oldest
    FROM exact`.execute(db);
  return rows;
}

/** How many devices have a cell of some of the states; for each list of states. */
export async function countDevicesOf(
  db: Connection,
  lists: readonly (readonly number[])[],
): Promise<readonly number[]> {
  if (lists.length === 0) return [];
  const { rows } = await sql<Record<string, number>>`
    SELECT ${sql.join(lists.map((states, index) => sql`count(*) FILTER (WHERE states && ${states}::integer[]) AS ${sql.ref(`n${index}`)}`))}
    FROM device_cells WHERE disputed + unproven > 0`.execute(db);
  return lists.map((_, index) => rows[0]?.[`n${index}`] ?? 0);
}

/** Cells of a group by state, where a group is a device, a fix, a check or a person. */
export interface GroupCount extends Omit<StateCount, 'oldest'> {
  readonly key: string;
  readonly label: string;
  readonly note: string | null;
  readonly oldest: string | null;
  readonly devices: number | null;
}

export interface GroupPage {
  readonly rows: readonly GroupCount[];
  /** How many groups there are in all. */
  readonly total: number;
}

interface Page {
  readonly limit: number;
  readonly offset: number;
  /** A set of device ids, as SQL: only their cells. */
  readonly devices?: Devices;
}

type Devices = CellChoice['devices'];

/** Whether the cell `c`, or the device `c`, is of these devices. */
function ofDevices(devices: Devices): RawBuilder<unknown> {
  return devices === undefined ? sql`true` : sql`c.device_id IN (${devices})`;
}

/** The disagreements of some devices by state, counted cell by cell. */
export async function readStateCountsOf(
  db: Connection,
  states: readonly ClockedState[],
  devices: Devices,
): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`
    SELECT ${COUNTS} FROM cell_group c JOIN ${statesRelation(states)} ON s.state_id = c.state_id
    WHERE ${ofDevices(devices)} GROUP BY c.state_id`.execute(db);
  return rows;
}

/** Of groups `c` of cells, or of single cells `c`, against the clocks `s`. */
function clockedCounts(cells: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`c.state_id AS "stateId", ${cells} AS cells, coalesce(${cells} FILTER (WHERE c.since < s.over), 0) AS over,
    coalesce(${cells} FILTER (WHERE c.since >= s.over AND c.since < s.risk), 0) AS risk, min(c.since) AS oldest`;
}

const COUNTS = clockedCounts(sql`sum(cardinality(c.fix_ids))`);
const COUNTS_OF_FIX = clockedCounts(sql`count(*)`);

/** Devices with most disagreements first, from their own counts. */
export async function readDeviceGroups(
  db: Connection,
  states: readonly ClockedState[],
  page: Page,
): Promise<GroupPage> {
  const { rows } = await sql<GroupCount>`
    WITH page AS MATERIALIZED (
      SELECT c.device_id FROM device_cells c WHERE c.disputed + c.unproven > 0 AND ${ofDevices(page.devices)}
      ORDER BY (c.disputed + c.unproven) DESC, c.device_id LIMIT ${page.limit} OFFSET ${page.offset}
    )
    SELECT d.device_id AS key, d.name AS label, NULL AS note, 1 AS devices, ${COUNTS}
    FROM page JOIN device d USING (device_id) JOIN cell_group c ON c.device_id = d.device_id
      JOIN ${statesRelation(states)} ON s.state_id = c.state_id
    GROUP BY d.device_id, c.state_id`.execute(db);
  const total = await sql<{ total: number }>`
    SELECT count(*) AS total FROM device_cells c
    WHERE c.disputed + c.unproven > 0 AND ${ofDevices(page.devices)}`.execute(db);
  return { rows, total: total.rows[0]?.total ?? 0 };
}

/** A fix or a check of a page, by state. */
type CountOfPage = GroupCount & { readonly total: number };

/** Fixes with most disagreements first. */
export async function readFixGroups(db: Connection, states: readonly ClockedState[], page: Page): Promise<GroupPage> {
  const { rows } = await sql<CountOfPage>`
    WITH ${countsOfFixes(states, page.devices)}, page AS MATERIALIZED (
      SELECT fix_id, ARRAY[fix_id] AS fix_ids, cells, count(*) OVER () AS total FROM undecided
      ORDER BY cells DESC, fix_id LIMIT ${page.limit} OFFSET ${page.offset}
    )${countedOfPage(states, page.devices)}
    SELECT f.key, f.key AS label, f.title AS note, page.cells AS devices, page.total, n.*
    FROM page JOIN fix f USING (fix_id) CROSS JOIN LATERAL (${COUNTS_OF_PAGE}) n`.execute(db);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** Checks whose fixes have most disagreements first. A cell counts for each check that looks for its fix. */
export async function readCheckGroups(db: Connection, states: readonly ClockedState[], page: Page): Promise<GroupPage> {
  const { rows } = await sql<CountOfPage>`
    WITH ${countsOfFixes(states, page.devices)}, looking AS (${CHECKS_OF_FIXES}), page AS MATERIALIZED (
      SELECT check_id, sum(cells) AS cells, array_agg(fix_id) AS fix_ids, count(*) OVER () AS total
      FROM looking JOIN undecided USING (fix_id) GROUP BY check_id
      ORDER BY sum(cells) DESC, check_id LIMIT ${page.limit} OFFSET ${page.offset}
    )${countedOfPage(states, page.devices)}
    SELECT page.check_id AS key, page.check_id AS label, NULL::bigint AS devices, page.total,
      (SELECT string_agg(key, ', ' ORDER BY key) FROM (
        SELECT key FROM fix WHERE fix_id = ANY (page.fix_ids) ORDER BY key LIMIT 3) first)
        || CASE WHEN cardinality(page.fix_ids) > 3 THEN ' and ' || cardinality(page.fix_ids) - 3 || ' more' ELSE '' END AS note,
      n.*
    FROM page CROSS JOIN LATERAL (${COUNTS_OF_PAGE}) n`.execute(db);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** `undecided`: fixes with their disagreements. Of the whole fleet they are rolled up; the cells of a scope are counted once, into `counted`. */
function countsOfFixes(states: readonly ClockedState[], devices: Devices): RawBuilder<unknown> {
  if (devices === undefined) {
    return sql`undecided AS (
      SELECT fix_id, sum(disputed + unproven)::bigint AS cells FROM fix_total GROUP BY fix_id HAVING sum(disputed + unproven) > 0)`;
  }
  return sql`counted AS MATERIALIZED (
      SELECT c.fix_id, ${COUNTS_OF_FIX} FROM cell c JOIN ${statesRelation(states)} ON s.state_id = c.state_id
      WHERE ${ofDevices(devices)} GROUP BY c.fix_id, c.state_id
    ), undecided AS (SELECT fix_id, sum(cells)::bigint AS cells FROM counted GROUP BY fix_id)`;
}

/**
 * `counted` of the whole fleet, where only the fixes of the page are counted. All groups are read once: fix by fix through their
 * index took two to four times as long where a page has a half of the fleet's cells.
 */
function countedOfPage(states: readonly ClockedState[], devices: Devices): RawBuilder<unknown> {
  if (devices !== undefined) return sql``;
  return sql`, counted AS MATERIALIZED (
      SELECT c.fix_id, ${COUNTS_OF_FIX} FROM cell c JOIN ${statesRelation(states)} ON s.state_id = c.state_id
      WHERE c.fix_id IN (SELECT unnest(fix_ids) FROM page) GROUP BY c.fix_id, c.state_id)`;
}

/** The cells of `page.fix_ids` by state. */
const COUNTS_OF_PAGE = sql`
  SELECT "stateId", sum(cells)::bigint AS cells, sum(over)::bigint AS over, sum(risk)::bigint AS risk, min(oldest) AS oldest
  FROM counted k WHERE k.fix_id = ANY (page.fix_ids) GROUP BY "stateId"`;

/** Which check looks for which fix, by what scanners reported anywhere in the fleet. */
const CHECKS_OF_FIXES = sql`
  SELECT k.check_id, f.fix_id FROM check_fix k JOIN fix f ON f.product = k.fix_key
  UNION
  SELECT k.check_id, f.fix_id FROM check_fix k JOIN fix f ON f.product || '@' || f.version = k.fix_key`;

/** Fixes that a check looks for. */
export async function readFixesOfCheck(db: Connection, check: string): Promise<readonly number[]> {
  const { rows } = await sql<{ fix_id: number }>`
    SELECT DISTINCT f.fix_id FROM check_fix k
      JOIN fix f ON f.product = split_part(k.fix_key, '@', 1) AND (k.fix_key = f.product OR k.fix_key = f.product || '@' || f.version)
    WHERE k.check_id = ${check}`.execute(db);
  return rows.map((row) => row.fix_id);
}

/** People who have cells, and how many of each state. */
export async function readPersonGroups(
  db: Connection,
  states: readonly ClockedState[],
  devices?: Devices,
): Promise<readonly GroupCount[]> {
  const { rows } = await sql<GroupCount>`
    SELECT p.person_id AS key, p.name AS label, p.team AS note,
      NULL::bigint AS devices, ${COUNTS_OF_FIX}
    FROM cell_assignment a JOIN person p ON p.person_id = a.person_id
      JOIN cell_group c ON c.device_id = a.device_id AND a.fix_id = ANY (c.fix_ids) AND a.assigned_at >= c.since
      JOIN ${statesRelation(states)} ON s.state_id = c.state_id
    WHERE ${ofDevices(devices)}
    GROUP BY p.person_id, c.state_id`.execute(db);
  return rows;
}
