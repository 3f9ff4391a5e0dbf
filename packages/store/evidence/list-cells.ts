import { type RawBuilder, sql } from 'kysely';
import { type CellsSql, cellsOfDevices, cellsOfFixes } from '../board/cells-as-of.ts';
import { isOfScope, isOfView, type View } from '../board/device-set.ts';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { likePattern } from '../connection/like-pattern.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';

type Connection = Database | DatabaseTransaction;

/** Which devices and fixes; by what cells come to is told by the numbers of states that are wanted. */
export interface CellPlace {
  readonly view: View;
  readonly device?: string | undefined;
  /** A fix by its text id. */
  readonly fix?: string | undefined;
  /** Only the devices of this remediation of the fix. */
  readonly remediation?: string | undefined;
  /** Part of a device's or fix's name. */
  readonly search?: string | undefined;
}

/** A cell as lists find it; what both sides say of it is judged again from the evidence. */
export interface FoundCell {
  readonly deviceId: string;
  readonly device: string;
  readonly fix: string;
  readonly fixTitle: string;
  readonly stateId: number;
  readonly since: string;
  /** When its device was judged last; null where nobody judged it. */
  readonly judgedAt: string | null;
}

export interface CellPage {
  readonly limit: number;
  readonly offset: number;
  readonly order: 'device' | 'fix' | 'since';
  readonly descending: boolean;
}

/** States that are wanted, and whether proven ones are among them: these are read out of their devices' lists. */
export interface WantedStates {
  readonly states: readonly number[];
  readonly withProven: boolean;
}

/** A place whose names were looked up, so that cells compare no texts. */
export interface FoundPlace {
  readonly view: View;
  /** Only these devices. */
  readonly devices?: readonly string[];
  /** Only these fixes. */
  readonly fixes?: readonly number[];
  /** Only the devices of this remediation. */
  readonly remediation?: string;
  /** Of devices and fixes either is enough; else a cell must be of both. */
  readonly either?: true;
}

/** Looks the names of a place up; null where nothing has such a name, so that no cell fits. */
export async function findPlace(
  db: Connection,
  { view, device, fix, remediation, search = '' }: CellPlace,
): Promise<FoundPlace | null> {
  if (search === '') {
    const fixes = await fixesOf(db, { fix, remediation });
    if (fixes?.length === 0) return null;
    return {
      view,
      ...(device === undefined ? {} : { devices: [device] }),
      ...(fixes === undefined ? {} : { fixes }),
      ...(remediation === undefined ? {} : { remediation }),
    };
  }
  const pattern = likePattern(search.toLowerCase());
  const { rows } = await sql<{ devices: readonly string[]; fixes: readonly number[] }>`
    SELECT ARRAY(SELECT device_id::text FROM device WHERE lower(name) LIKE ${pattern}) AS devices,
      ARRAY(SELECT fix_id FROM fix WHERE lower(key) LIKE ${pattern}) AS fixes`.execute(db);
  const [found] = rows;
  return found === undefined || found.devices.length + found.fixes.length === 0
    ? null
    : { view, ...found, ...(remediation === undefined ? {} : { remediation }), either: true };
}

/** The fix that is named, or that a remediation is of; undefined where neither is. */
async function fixesOf(
  db: Connection,
  { fix, remediation }: Pick<CellPlace, 'fix' | 'remediation'>,
): Promise<readonly number[] | undefined> {
  if (fix !== undefined) return fixesNamed(db, sql`key = ${fix}`);
  if (remediation === undefined) return undefined;
  return fixesNamed(db, sql`key = (SELECT fix_id FROM remediation WHERE remediation_id = ${remediation})`);
}

async function fixesNamed(db: Connection, condition: RawBuilder<unknown>): Promise<readonly number[]> {
  const { rows } = await sql<{ fix_id: number }>`${PLANNED_ONCE} SELECT fix_id FROM fix WHERE ${condition}`.execute(db);
  return rows.map(({ fix_id }) => fix_id);
}

/** How many cells of each state there are in a place that names devices or fixes. */
export async function countCells(db: Connection, place: FoundPlace): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ state_id: number; cells: number }>`${PLANNED_ONCE}
    SELECT c.state_id, count(*) AS cells FROM (${cellsOfPlace(place, true)}) c
    WHERE ${isOfScope(sql`c.device_id`, place.view)} AND ${isOfRemediation(place)} GROUP BY c.state_id`.execute(db);
  return new Map(rows.map((row) => [row.state_id, row.cells]));
}

/** Cells of a place in some order: for what is few. Long lists of the fleet are walked (walk-cells.ts). */
export async function listCells(
  db: Connection,
  place: FoundPlace,
  { states, withProven }: WantedStates,
  page: CellPage,
): Promise<readonly FoundCell[]> {
  const { rows } = await sql<FoundCell>`${PLANNED_ONCE}
    SELECT ${CELL_COLUMNS} FROM (${cellsOfPlace(place, withProven)}) c ${NAMES_OF_CELLS}
    WHERE c.state_id = ANY (${states}::integer[]) AND ${isOfScope(sql`c.device_id`, place.view)}
      AND ${isOfRemediation(place)}
    ORDER BY ${orderOf(page)} LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
  return rows;
}

/** Devices that were split off are of the remediation that has them; all others of the one that was not split off. */
function isOfRemediation({ remediation }: FoundPlace): RawBuilder<unknown> {
  if (remediation === undefined) return sql`true`;
  return sql`EXISTS (SELECT FROM remediation m JOIN fix k ON k.key = m.fix_id
    LEFT JOIN remediation_device x ON x.fix_id = m.fix_id AND x.device_id = c.device_id
    WHERE m.remediation_id = ${remediation} AND k.fix_id = c.fix_id
      AND CASE WHEN m.is_split THEN x.remediation_id = m.remediation_id ELSE x.device_id IS NULL END)`;
}

/** One cell as it is now; undefined where its device has none of the fix. */
export async function findCell(db: Connection, deviceId: string, fix: string): Promise<FoundCell | undefined> {
  const cells = cellsOfDevices(sql`SELECT ${deviceId}::uuid`, { at: null, withProven: true });
  const { rows } = await sql<FoundCell>`${PLANNED_ONCE}
    SELECT ${CELL_COLUMNS} FROM (${cells}) c ${NAMES_OF_CELLS} WHERE f.key = ${fix}`.execute(db);
  return rows[0];
}

/** Of cells `c` with NAMES_OF_CELLS. */
export const CELL_COLUMNS = sql`
  c.device_id AS "deviceId", d.name AS device, f.key AS fix, f.title AS "fixTitle", c.state_id AS "stateId", c.since,
  j.judged_at AS "judgedAt"`;

export const NAMES_OF_CELLS = sql`
  JOIN device d USING (device_id) JOIN fix f USING (fix_id) LEFT JOIN device_cells j ON j.device_id = c.device_id`;

function cellsOfPlace({ view, devices, fixes, either }: FoundPlace, withProven: boolean): CellsSql {
  const asked = { at: view.at, withProven };
  const ofDevices = sql`SELECT unnest(${devices ?? []}::uuid[])`;
  if (devices === undefined && fixes === undefined) {
    return cellsOfDevices(sql`SELECT c.device_id FROM device_cells c WHERE ${isOfView(view)}`, asked);
  }
  if (fixes === undefined) return cellsOfDevices(ofDevices, asked);
  if (devices === undefined) return cellsOfFixes(fixes, asked);
  if (either !== true) {
    return sql`SELECT * FROM (${cellsOfDevices(ofDevices, asked)}) o WHERE o.fix_id = ANY (${fixes}::integer[])`;
  }
  return sql`SELECT * FROM (${cellsOfDevices(ofDevices, asked)}) o UNION ALL SELECT * FROM (${cellsOfFixes(fixes, asked)}) o
    WHERE NOT o.device_id = ANY (${devices}::uuid[])`;
}

function orderOf({ order, descending }: CellPage): RawBuilder<unknown> {
  const columns = {
    device: [sql`lower(d.name)`, sql`d.device_id`, sql`f.key`],
    fix: [sql`lower(f.key)`, sql`lower(d.name)`, sql`d.device_id`],
    since: [sql`c.since`, sql`lower(d.name)`, sql`d.device_id`, sql`f.key`],
  }[order];
  const [first, ...rest] = columns;
  return sql.join([descending ? sql`${first} DESC` : sql`${first}`, ...rest]);
}
