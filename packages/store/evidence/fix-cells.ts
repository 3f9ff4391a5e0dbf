import type { Owner, Team } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { InfosecSays, ItSays } from '@baton/domain/reconciliation/cell.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { sql } from 'kysely';
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

/** The cells of a fix, what is not proven first in the order of verdicts, then by device; with how many there are in all. */
export async function readCellsOfFix(
  db: Connection,
  fix: string,
  { deviceIds, verdict, limit, offset }: CellsOfFixPage,
): Promise<{ readonly rows: readonly CellOfFix[]; readonly total: number }> {
  const ofDevices = deviceIds === undefined ? sql`` : sql`AND c.device_id = ANY (${deviceIds}::uuid[])`;
  const ofVerdict = verdict === undefined ? sql`` : sql`WHERE verdict = ${verdict}::verdict`;
  const { rows } = await sql<CellOfFix & { readonly total: number }>`
    WITH cells AS (
      SELECT c.device_id, c.verdict, c.cause, c.owner, c.it_says, c.infosec_says, c.since
      FROM cell_told c JOIN fix f USING (fix_id) WHERE f.key = ${fix} ${ofDevices}
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
    total: rows[0]?.total ?? (await countCellsOfFix(db, fix, offset)),
  };
}

/** A page past the end carries no row to read the total from. */
async function countCellsOfFix(db: Connection, fix: string, offset: number): Promise<number> {
  if (offset === 0) return 0;
  const totals = (await readFixTotals(db, [fix]))[0];
  return totals ? totals.proven + totals.open + totals.disputed + totals.unproven + totals.excepted : 0;
}

export interface CauseOfFix {
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
  readonly owner: Owner;
  readonly cells: number;
}

/** The cells of a fix that are not proven, by verdict, cause and owner. */
export async function readCausesOfFix(db: Connection, fix: string): Promise<readonly CauseOfFix[]> {
  const { rows } = await sql<CauseOfFix>`
    SELECT c.verdict, c.cause, c.owner, count(*)::int AS cells
    FROM cell_told c JOIN fix f USING (fix_id) WHERE f.key = ${fix}
    GROUP BY c.verdict, c.cause, c.owner`.execute(db);
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

/** Who brought the newest InfoSec reports on the devices where a fix is proven. */
export async function readInfosecDeliverers(db: Connection, fix: string): Promise<readonly Deliverer[]> {
  const { rows } = await sql<Deliverer>`
    SELECT DISTINCT r.imported_by_kind AS kind, r.imported_by_id AS id, coalesce(p.team, k.team) AS team,
      coalesce(p.person_id, k.created_by) AS "personId"
    FROM (
      SELECT DISTINCT ON (e.device_id, e.source_id) e.report_id
      FROM fix f
        JOIN device_cells c ON f.fix_id = ANY (c.proven)
        JOIN device_evidence e ON e.device_id = c.device_id AND e.team = 'infosec'
      WHERE f.key = ${fix}
      ORDER BY e.device_id, e.source_id, e.seen_at DESC
    ) newest
      JOIN report r USING (report_id)
      LEFT JOIN person p ON r.imported_by_kind = 'person' AND p.person_id = r.imported_by_id
      LEFT JOIN api_key k ON r.imported_by_kind = 'key' AND k.key_id = r.imported_by_id`.execute(db);
  return rows;
}
