import type { Owner } from '@baton/domain/evidence/team.ts';
import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';

export interface CellFilter {
  readonly verdict?: Verdict | undefined;
  readonly cause?: CauseId | undefined;
  readonly part?: BridgePart | undefined;
  readonly owner?: Owner | undefined;
  readonly device?: string | undefined;
  /** A fix by its text id. */
  readonly fix?: string | undefined;
  readonly search?: string | undefined;
}

/** A filter whose search was looked up: in the devices and fixes that it names, so that cells compare no texts. */
interface Found {
  readonly devices: readonly string[];
  readonly fixes: readonly number[];
}

type ResolvedFilter = CellFilter & { readonly found?: Found };

/** Looks the search of a filter up; null where no device and no fix has such a name, so that no cell fits. */
async function resolveSearch(db: Database, filter: CellFilter): Promise<ResolvedFilter | null> {
  const { search = '', ...rest } = filter;
  if (search === '') return rest;
  const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<Found>`
    SELECT ARRAY(SELECT device_id::text FROM device WHERE lower(name) LIKE ${pattern}) AS devices,
      ARRAY(SELECT fix_id FROM fix WHERE lower(key) LIKE ${pattern}) AS fixes`.execute(db);
  const [found] = rows;
  if (found === undefined || found.devices.length + found.fixes.length === 0) return null;
  return { ...rest, found };
}

export interface CellPage {
  readonly limit: number;
  readonly offset: number;
  /** Column with a minus in front for descending; none: what needs a conversation first, then by device. */
  readonly sort?: string | undefined;
}

/** A cell as lists find it; what both sides say of it is judged again from the evidence. */
export interface FoundCell {
  readonly deviceId: string;
  readonly device: string;
  readonly fix: string;
  readonly fixTitle: string;
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
  readonly also: readonly CauseId[];
  readonly owner: Owner;
  readonly since: string;
}

export type VerdictCounts = Readonly<Record<Verdict, number>>;

const NO_CELLS: VerdictCounts = { proven: 0, open: 0, disputed: 0, unproven: 0, excepted: 0 };

/** Columns by which lists are sorted; others are refused by the caller. */
export const CELL_SORTS = {
  device: sql`lower(d.name)`,
  fix: sql`lower(f.key)`,
  verdict: sql`c.verdict`,
  cause: sql`c.cause`,
  owner: sql`c.owner`,
  since: sql`c.since`,
} as const;

/**
 * Finds cells. Those that are not proven have rows; proven ones are read out of their devices’ lists, and only where the
 * page reaches them, because they are many.
 */
export async function listCells(db: Database, asked: CellFilter, page: CellPage): Promise<readonly FoundCell[]> {
  const filter = await resolveSearch(db, asked);
  if (filter === null) return [];
  if (page.sort !== undefined)
    return find(db, cellsOf(filter, 'all'), filter, orderBy(page.sort), page.limit, page.offset);
  if (filter.verdict === 'proven')
    return find(db, cellsOf(filter, 'proven'), filter, BY_DEVICE, page.limit, page.offset);
  const first = await find(
    db,
    cellsOf(filter, 'rows'),
    filter,
    sql`c.verdict, lower(d.name), f.key`,
    page.limit,
    page.offset,
  );
  if (first.length === page.limit || filter.verdict !== undefined || !mayBeProven(filter)) return first;
  const counts = await countRows(db, filter);
  const offset = Math.max(0, page.offset - counts);
  const rest = await find(db, cellsOf(filter, 'proven'), filter, BY_DEVICE, page.limit - first.length, offset);
  return [...first, ...rest];
}

const BY_DEVICE = sql`lower(d.name), f.key`;

/** How many cells each verdict has under a filter, its own verdict left out: from what is rolled up wherever it can tell. */
export async function countCells(db: Database, asked: CellFilter): Promise<VerdictCounts> {
  const filter = await resolveSearch(db, asked);
  return filter === null ? NO_CELLS : countFound(db, filter);
}

async function countFound(db: Database, filter: ResolvedFilter): Promise<VerdictCounts> {
  const rolledUp = rollUpFor({ ...filter, verdict: undefined });
  if (rolledUp !== null) {
    const { rows } = await sql<Partial<Record<Verdict, number | null>>>`${rolledUp}`.execute(db);
    return { ...NO_CELLS, ...told(rows[0] ?? {}) };
  }
  const { rows } = await sql<{ verdict: Verdict; cells: number }>`
    SELECT c.verdict, count(*) AS cells ${joins(cellsOf(filter, 'rows'))} ${where({ ...filter, verdict: undefined })}
    GROUP BY c.verdict`.execute(db);
  const counts = { ...NO_CELLS, ...Object.fromEntries(rows.map((row) => [row.verdict, row.cells])) };
  return mayBeProven(filter) ? { ...counts, proven: await countProven(db, filter) } : counts;
}

const VERDICT_SUMS = sql`
  sum(proven)::bigint AS proven, sum(open)::bigint AS open, sum(disputed)::bigint AS disputed,
  sum(unproven)::bigint AS unproven, sum(excepted)::bigint AS excepted`;

/** The rolled-up counts that answer a filter, where there are such. */
function rollUpFor({ verdict: _, ...filter }: ResolvedFilter): RawBuilder<unknown> | null {
  const set = Object.entries(filter).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [name]));
  switch (set.sort().join('+')) {
    case '':
      return sql`SELECT ${VERDICT_SUMS} FROM board_total`;
    case 'device':
      return sql`SELECT coalesce(array_length(proven, 1), 0) AS proven, open, disputed, unproven, excepted
        FROM device_cells WHERE device_id = ${filter.device}`;
    case 'fix':
      return sql`SELECT ${VERDICT_SUMS} FROM fix_total JOIN fix USING (fix_id) WHERE key = ${filter.fix}`;
    case 'cause':
    case 'cause+part':
      return sql`SELECT sum(disputed)::bigint AS disputed, sum(cells - disputed)::bigint AS unproven
        FROM cause_total WHERE cause = ${filter.cause} AND part = ${filter.part ?? 'all'}`;
    default:
      return null;
  }
}

function told(counts: Partial<Record<Verdict, number | null>>): Partial<VerdictCounts> {
  return Object.fromEntries(Object.entries(counts).filter(([, cells]) => cells !== null));
}

/** Proven cells have no cause, stand in no part of the bridge, and nobody moves next. */
function mayBeProven({ cause, part, owner }: CellFilter): boolean {
  return cause === undefined && part === undefined && (owner === undefined || owner === 'none');
}

async function countRows(db: Database, filter: ResolvedFilter): Promise<number> {
  const { proven: _, ...counts } = await countFound(db, filter);
  return Object.values(counts).reduce((sum, cells) => sum + cells, 0);
}

async function countProven(db: Database, filter: ResolvedFilter): Promise<number> {
  const { rows } = await sql<{ cells: number }>`
    SELECT count(*) AS cells ${joins(cellsOf(filter, 'proven'))} ${where({ ...filter, verdict: undefined })}`.execute(
    db,
  );
  return rows[0]?.cells ?? 0;
}

async function find(
  db: Database,
  cells: RawBuilder<unknown>,
  filter: ResolvedFilter,
  order: RawBuilder<unknown>,
  limit: number,
  offset: number,
): Promise<readonly FoundCell[]> {
  const { rows } = await sql<FoundCell>`
    SELECT c.device_id AS "deviceId", d.name AS device, f.key AS fix, f.title AS "fixTitle", c.verdict, c.cause, c.also, c.owner, c.since
    ${joins(cells)} ${where(filter)}
    ORDER BY ${order}, c.device_id, c.fix_id LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return rows;
}

function joins(cells: RawBuilder<unknown>) {
  return sql`FROM (${cells}) c JOIN device d ON d.device_id = c.device_id JOIN fix f ON f.fix_id = c.fix_id`;
}

const ROWS = sql`
  SELECT device_id, fix_id, verdict, cause, also, owner, it_part, infosec_part, since FROM cell_told`;

function cellsOf({ device, found }: ResolvedFilter, which: 'rows' | 'proven' | 'all'): RawBuilder<unknown> {
  const ofDevice = device === undefined ? sql`` : sql`AND p.device_id = ${device}`;
  // Devices without any such cell are not even unpacked.
  const ofFound = found ? sql`AND (${isOf(sql`p.device_id`, found)} OR p.proven && ${found.fixes}::integer[])` : sql``;
  const proven = sql`
    SELECT p.device_id, u.fix_id, 'proven'::verdict AS verdict, NULL::text AS cause, coalesce(s.also, '{}') AS also,
      'none'::move_owner AS owner, NULL::bridge_part AS it_part, NULL::bridge_part AS infosec_part, to_timestamp(u.since * 60.0) AS since
    FROM device_cells p CROSS JOIN LATERAL unnest(p.proven, p.proven_since, p.proven_states) AS u (fix_id, since, state_id)
    LEFT JOIN cell_state s ON s.state_id = u.state_id
    WHERE true ${ofDevice} ${ofFound}`;
  if (which === 'rows') return ROWS;
  return which === 'proven' ? proven : sql`${ROWS} UNION ALL ${proven}`;
}

function isOf(deviceId: RawBuilder<unknown>, { devices }: Found): RawBuilder<unknown> {
  return sql`${deviceId} = ANY (${devices}::uuid[])`;
}

function where(filter: ResolvedFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (filter.verdict !== undefined) conditions.push(sql`c.verdict = ${filter.verdict}::verdict`);
  if (filter.cause !== undefined) conditions.push(sql`c.cause = ${filter.cause}`);
  if (filter.part !== undefined) {
    conditions.push(sql`(c.it_part = ${filter.part}::bridge_part OR c.infosec_part = ${filter.part}::bridge_part)`);
  }
  if (filter.owner !== undefined) conditions.push(sql`c.owner = ${filter.owner}::move_owner`);
  if (filter.device !== undefined) conditions.push(sql`c.device_id = ${filter.device}`);
  if (filter.fix !== undefined) conditions.push(sql`f.key = ${filter.fix}`);
  if (filter.found !== undefined) {
    conditions.push(
      sql`(${isOf(sql`c.device_id`, filter.found)} OR c.fix_id = ANY (${filter.found.fixes}::integer[]))`,
    );
  }
  return sql`WHERE ${sql.join(conditions, sql` AND `)}`;
}

function orderBy(sort: string): RawBuilder<unknown> {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const column = name in CELL_SORTS ? CELL_SORTS[name as keyof typeof CELL_SORTS] : BY_DEVICE;
  return descending ? sql`${column} DESC NULLS LAST` : sql`${column} NULLS LAST`;
}
