import type { Owner, Team } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { InfosecSays, ItSays } from '@baton/domain/reconciliation/cell.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

type Connection = Database | DatabaseTransaction;

/** The cells of one fix by verdict and by what each side says, from the rolled-up counts. */
export interface FixTotals {
  readonly fix: string;
  readonly disputed: number;
  readonly unproven: number;
  readonly open: number;
  readonly proven: number;
  readonly excepted: number;
  readonly installed: number;
  readonly itCounted: number;
  readonly scanned: number;
  readonly notReported: number;
  readonly needsWork: number;
}

/** Counts of fixes by their text ids; fixes that nobody has asked for are left out. */
export async function readFixTotals(db: Connection, fixes: readonly string[]): Promise<readonly FixTotals[]> {
  const { rows } = await sql<FixTotals>`
    SELECT f.key AS fix, sum(t.disputed)::int AS disputed, sum(t.unproven)::int AS unproven, sum(t.open)::int AS open,
      sum(t.proven)::int AS proven, sum(t.excepted)::int AS excepted, sum(t.it_installed)::int AS installed,
      sum(t.it_counted)::int AS "itCounted", sum(t.infosec_scanned)::int AS scanned,
      sum(t.infosec_not_reported)::int AS "notReported", sum(t.needs_work)::int AS "needsWork"
    FROM fix f JOIN fix_total t USING (fix_id)
    WHERE f.key = ANY (${fixes}::text[])
    GROUP BY f.key`.execute(db);
  return rows;
}

/** Which cells of a fix: those of a remediation that was split off, or all that are in none. */
export interface Cover {
  readonly remediation_id: string;
  readonly fix_id: string;
  readonly is_split: boolean;
}

function isCovered(device: RawBuilder<unknown>, { remediation_id, fix_id, is_split }: Cover): RawBuilder<unknown> {
  return is_split
    ? sql`${device} IN (SELECT x.device_id FROM remediation_device x WHERE x.remediation_id = ${remediation_id})`
    : sql`NOT EXISTS (SELECT FROM remediation_device x WHERE x.fix_id = ${fix_id} AND x.device_id = ${device})`;
}

/** The same counts of every remediation that was split off from one of these fixes. */
export async function readSplitTotals(
  db: Connection,
  fixes: readonly string[],
): Promise<readonly (FixTotals & { readonly remediationId: string })[]> {
  const count = (condition: string) => sql.raw(`count(*) FILTER (WHERE ${condition})::int`);
  const { rows } = await sql<FixTotals & { readonly remediationId: string }>`
    WITH split AS (SELECT x.remediation_id, x.device_id, x.fix_id AS key, f.fix_id
        FROM remediation_device x JOIN fix f ON f.key = x.fix_id WHERE x.fix_id = ANY (${fixes}::text[])),
      cells AS (
        SELECT x.key, x.remediation_id, s.verdict, s.it_says, s.it_counts, s.scanned, s.infosec_says, s.needs_work
        FROM split x JOIN cell_group c ON c.device_id = x.device_id AND x.fix_id = ANY (c.fix_ids) JOIN cell_state s USING (state_id)
        UNION ALL
        SELECT x.key, x.remediation_id, 'proven', 'installed', true, true, 'not_reported', false
        FROM split x JOIN device_cells c ON c.device_id = x.device_id AND x.fix_id = ANY (c.proven))
    SELECT key AS fix, remediation_id AS "remediationId", ${count("verdict = 'proven'")} AS proven,
      ${count("verdict = 'open'")} AS open, ${count("verdict = 'disputed'")} AS disputed,
      ${count("verdict = 'unproven'")} AS unproven, ${count("verdict = 'excepted'")} AS excepted,
      ${count("it_says = 'installed'")} AS installed, ${count('it_counts')} AS "itCounted",
      ${count('scanned')} AS scanned, ${count("infosec_says = 'not_reported'")} AS "notReported",
      ${count('needs_work')} AS "needsWork"
    FROM cells GROUP BY key, remediation_id`.execute(db);
  return rows;
}

export interface CellOfFix {
  readonly deviceId: string;
  readonly device: string;
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
  readonly owner: Owner;
  readonly itSays: ItSays;
  readonly infosecSays: InfosecSays;
  readonly since: string;
}

export interface CellsOfFixPage {
  readonly deviceIds?: readonly string[] | undefined;
  readonly verdict?: Verdict | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The cells of a remediation, what is not proven first in the order of verdicts, then by device; with how many there are in all. */
export async function readCellsOfFix(
  db: Connection,
  cover: Cover,
  { deviceIds, verdict, limit, offset }: CellsOfFixPage,
): Promise<{ readonly rows: readonly CellOfFix[]; readonly total: number }> {
  const named = deviceIds === undefined ? sql`` : sql`AND c.device_id = ANY (${deviceIds}::uuid[])`;
  const ofDevices = sql`AND ${isCovered(sql`c.device_id`, cover)} ${named}`;
  const fix = cover.fix_id;
  const ofVerdict = verdict === undefined ? sql`` : sql`WHERE verdict = ${verdict}::verdict`;
  const { rows } = await sql<CellOfFix & { readonly total: number }>`
    WITH cells AS (
      SELECT c.device_id, s.verdict, s.cause, s.owner, s.it_says, s.infosec_says, c.since
      FROM fix f JOIN cell_group c ON c.fix_ids @> ARRAY[f.fix_id] JOIN cell_state s USING (state_id) WHERE f.key = ${fix} ${ofDevices}
      UNION ALL
      SELECT c.device_id, 'proven', NULL, 'none', 'installed', 'not_reported',
        to_timestamp(60 * c.proven_since[array_position(c.proven, f.fix_id)]::bigint)
      FROM device_cells c JOIN fix f ON f.fix_id = ANY (c.proven) WHERE f.key = ${fix} ${ofDevices}
    ), chosen AS (SELECT * FROM cells ${ofVerdict})
    SELECT c.device_id AS "deviceId", d.name AS device, c.verdict, c.cause, c.owner, c.it_says AS "itSays",
      c.infosec_says AS "infosecSays", c.since, (SELECT count(*) FROM chosen) AS total
    FROM chosen c JOIN device d USING (device_id)
    ORDER BY (c.verdict = 'proven'), (c.verdict = 'excepted'), c.verdict, d.name, c.device_id
    LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return {
    rows: rows.map(({ total: _total, ...cell }) => cell),
    total: rows[0]?.total ?? (await countPastEnd(db, cover, offset)),
  };
}

/** A page past the end carries no row to read the total from. */
async function countPastEnd(db: Connection, cover: Cover, offset: number): Promise<number> {
  if (offset === 0) return 0;
  return (await readCellsOfFix(db, cover, { limit: 1, offset: 0 })).total;
}

export interface CauseOfFix {
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
  readonly owner: Owner;
  readonly cells: number;
}

/** The cells of a remediation that are not proven, by verdict, cause and owner. */
export async function readCausesOfFix(db: Connection, cover: Cover): Promise<readonly CauseOfFix[]> {
  const { rows } = await sql<CauseOfFix>`
    SELECT s.verdict, s.cause, s.owner, count(*)::int AS cells
    FROM fix f JOIN cell_group c ON c.fix_ids @> ARRAY[f.fix_id] JOIN cell_state s USING (state_id)
    WHERE f.key = ${cover.fix_id} AND ${isCovered(sql`c.device_id`, cover)}
    GROUP BY s.verdict, s.cause, s.owner`.execute(db);
  return rows;
}

export interface FixEntry {
  readonly fix: string;
  readonly title: string;
  readonly product: string;
  readonly version: string | null;
  /** Older fixes that it replaces on some device. */
  readonly folded: readonly string[];
  /** Check numbers of scanners that looked for it. */
  readonly checks: readonly string[];
  /** What findings tell where knowledge does not know the fix. */
  readonly toldCves: readonly string[];
  readonly toldSeverities: readonly string[];
}

/** What the dictionary of fixes says. */
export async function readFixEntries(db: Connection, fixes: readonly string[]): Promise<readonly FixEntry[]> {
  const { rows } = await sql<FixEntry>`
    SELECT f.key AS fix, f.title, f.product, f.version,
      ARRAY(SELECT older FROM fix_folded o WHERE o.fix_id = f.fix_id ORDER BY older) AS folded,
      ARRAY(SELECT check_id FROM check_fix k WHERE k.fix_key IN (f.product, f.product || '@' || f.version) ORDER BY check_id) AS checks,
      ARRAY(SELECT value FROM fix_told t WHERE t.fix_id = f.fix_id AND t.kind = 'cve' ORDER BY value) AS "toldCves",
      ARRAY(SELECT value FROM fix_told t WHERE t.fix_id = f.fix_id AND t.kind = 'severity' ORDER BY value) AS "toldSeverities"
    FROM fix f WHERE f.key = ANY (${fixes}::text[])`.execute(db);
  return rows;
}

/** Who brought a report; of a key also the person who made it. */
export interface Deliverer {
  readonly kind: 'person' | 'key' | 'device' | 'system';
  readonly id: string | null;
  readonly team: Team | null;
  readonly personId: string | null;
}

/** Who brought the newest InfoSec reports on the devices of a remediation where the fix is proven. */
export async function readInfosecDeliverers(db: Connection, cover: Cover): Promise<readonly Deliverer[]> {
  const { rows } = await sql<Deliverer>`
    SELECT DISTINCT r.imported_by_kind AS kind, r.imported_by_id AS id, coalesce(p.team, k.team) AS team,
      coalesce(p.person_id, k.created_by) AS "personId"
    FROM (
      SELECT DISTINCT ON (e.device_id, e.source_id) e.report_id
      FROM fix f
        JOIN device_cells c ON f.fix_id = ANY (c.proven)
        JOIN device_evidence e ON e.device_id = c.device_id AND e.team = 'infosec'
      WHERE f.key = ${cover.fix_id} AND ${isCovered(sql`c.device_id`, cover)}
      ORDER BY e.device_id, e.source_id, e.seen_at DESC
    ) newest
      JOIN report r USING (report_id)
      LEFT JOIN person p ON r.imported_by_kind = 'person' AND p.person_id = r.imported_by_id
      LEFT JOIN api_key k ON r.imported_by_kind = 'key' AND k.key_id = r.imported_by_id`.execute(db);
  return rows;
}
