import type { ReportScope } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { isOneOf, PLANNED_ONCE } from '../connection/planned-once.ts';
import { type ClaimPages, pageOf } from './claim-pages.ts';
import { type Evidence, unpackEvidence, unpackIds } from './pack-evidence.ts';

/** One delivery’s word on one device, still packed: a chunk of devices is read at once and unpacked one after another. */
export interface PackedWord {
  readonly deviceId: string;
  readonly reportId: string;
  readonly sourceId: string;
  readonly team: Team;
  readonly seenAt: string;
  readonly body: Buffer;
  /** Undefined where they were not asked for. */
  readonly excerpts?: Buffer | null;
  /** The page that it shares with other devices' words; null where it stands alone. */
  readonly pageId: string | null;
}

/** The same, unpacked. */
export interface KeptEvidence extends Evidence, Omit<PackedWord, 'body' | 'excerpts' | 'pageId'> {}

/** Everything that is kept of some devices. Without excerpts judging reads a tenth. */
export async function readEvidence(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
  options: { readonly excerpts: boolean },
): Promise<readonly PackedWord[]> {
  const rows = await db
    .selectFrom('device_evidence')
    .select(['device_id', 'report_id', 'source_id', 'team', 'seen_at', 'body', 'page_id'])
    .$if(options.excerpts, (query) => query.select('excerpts'))
    .where(sql<boolean>`device_id ${isOneOf(deviceIds)}`)
    .execute();
  return rows.map((row) => ({
    deviceId: row.device_id,
    reportId: row.report_id,
    sourceId: row.source_id,
    team: row.team,
    seenAt: row.seen_at,
    body: row.body,
    pageId: row.page_id,
    ...(row.excerpts === undefined ? {} : { excerpts: row.excerpts }),
  }));
}

/** @param pages those of the words that are unpacked */
export function unpackWord({ body, excerpts, pageId, ...word }: PackedWord, pages: ClaimPages): KeptEvidence {
  const page = pageOf(pages, pageId);
  return { ...word, ...unpackEvidence({ body, page, ...(excerpts === undefined ? {} : { excerpts }) }) };
}

export interface KeptReport {
  readonly reportId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly scope: ReportScope | null;
}

/** The deliveries behind evidence, with their scopes. */
export async function readReports(
  db: Database | DatabaseTransaction,
  reportIds: readonly string[],
): Promise<readonly KeptReport[]> {
  if (reportIds.length === 0) return [];
  const rows = await db
    .selectFrom('report')
    .select(['report_id', 'file_name', 'sha256', 'scope', 'checks'])
    .where('report_id', 'in', reportIds)
    .execute();
  return rows.map((row) => ({
    reportId: row.report_id,
    fileName: row.file_name,
    sha256: row.sha256,
    scope: row.scope === null ? null : { ...row.scope, checks: checksOf(row.scope.checks, row.checks) },
  }));
}

function checksOf(kind: ReportScope['checks']['kind'], packed: Buffer | null): ReportScope['checks'] {
  return kind === 'ids' ? { kind, ids: packed === null ? [] : unpackIds(packed) } : { kind };
}

export interface DeviceName {
  readonly deviceId: string;
  readonly name: string;
}

export async function readDeviceNames(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('device')
    .select(['device_id', 'name'])
    .where(sql<boolean>`device_id ${isOneOf(deviceIds)}`)
    .execute();
  return new Map(rows.map((row) => [row.device_id, row.name]));
}

/** A record of the same inventory that shares a strong identifier with a device. */
export interface TwinRecord {
  readonly deviceId: string;
  readonly twinId: string;
  readonly name: string;
  readonly sharing: string;
  readonly knownToInfosec: boolean;
  /** When IT heard of it last; null where it never did. */
  readonly heardAt: string | null;
}

export async function readTwins(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly TwinRecord[]> {
  if (deviceIds.length === 0) return [];
  const { rows } = await sql<TwinRecord>`
    SELECT t.device_id AS "deviceId", t.twin_of AS "twinId", d.name, t.kind || ' ' || t.value AS sharing,
      EXISTS (SELECT FROM device_evidence e WHERE e.device_id = t.twin_of AND e.team = 'infosec') AS "knownToInfosec",
      (SELECT max(e.seen_at) FROM device_evidence e WHERE e.device_id = t.twin_of AND e.team = 'it') AS "heardAt"
    FROM device_twin t JOIN device d ON d.device_id = t.twin_of
    WHERE t.device_id = ANY (${deviceIds}::uuid[])
    ORDER BY t.device_id, t.twin_of`.execute(db);
  return rows;
}

/** For devices by whom a scan was asked to look at them, by exact name or address. */
export async function readTargeting(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (deviceIds.length === 0) return new Map();
  const { rows } = await sql<{ device_id: string; name: string }>`
    SELECT DISTINCT ON (i.device_id) i.device_id, s.name
    FROM device_identifier i JOIN scan_target t ON t.target = i.value JOIN source s ON s.source_id = t.source_id
    WHERE i.device_id = ANY (${deviceIds}::uuid[]) ORDER BY i.device_id, s.name`.execute(db);
  return new Map(rows.map((row) => [row.device_id, row.name]));
}

/**
 * For devices that one side does not know: the names of devices with the same short name that only the other side knows, in order. An
 * agent's device is known to IT.
 */
export async function readNamesakes(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (deviceIds.length === 0) return new Map();
  const { rows } = await sql<{ deviceId: string; names: string[] }>`
    WITH bearer AS (
      SELECT DISTINCT i.device_id AS asked, o.device_id
      FROM device_identifier i JOIN device_identifier o ON o.kind = 'hostname' AND o.value = i.value
      WHERE i.kind = 'hostname' AND i.device_id = ANY (${deviceIds}::uuid[])
    ), team AS (
      SELECT DISTINCT b.device_id, s.team
      FROM (SELECT DISTINCT device_id FROM bearer) b JOIN device_record r USING (device_id) JOIN source s USING (source_id)
    ), side AS (SELECT device_id, min(team) AS team FROM team GROUP BY device_id HAVING count(*) = 1)
    SELECT b.asked AS "deviceId", array_agg(DISTINCT d.name ORDER BY d.name) AS names
    FROM bearer b JOIN side a ON a.device_id = b.asked
    JOIN side o ON o.device_id = b.device_id AND o.team <> a.team
    JOIN device d ON d.device_id = b.device_id
    GROUP BY b.asked`.execute(db);
  return new Map(rows.map(({ deviceId, names }) => [deviceId, names]));
}

export interface SourceFacts {
  readonly name: string;
  readonly staleAfterMs: number;
}

const HOUR_MS = 3_600_000;

export async function readSourceFacts(db: Database | DatabaseTransaction): Promise<ReadonlyMap<string, SourceFacts>> {
  const rows = await db
    .selectFrom('source')
    .select(['source_id', 'name', 'stale_after_hours'])
    .modifyEnd(PLANNED_ONCE)
    .execute();
  return new Map(rows.map((row) => [row.source_id, { name: row.name, staleAfterMs: row.stale_after_hours * HOUR_MS }]));
}
