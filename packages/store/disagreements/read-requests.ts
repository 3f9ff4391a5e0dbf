import type { Team } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { type RawBuilder, sql } from 'kysely';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import type { Connection } from './chosen-cells.ts';
import type { CheckToRun, RequestKind, RequestOutcome } from './device-requests.ts';

export interface KeptRequest {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly askedTeam: Team;
  readonly askedAt: string;
  readonly byName: string;
  readonly byTeam: Team | null;
  readonly note: string | null;
  readonly cause: CauseId | null;
  readonly checks: readonly CheckToRun[];
  readonly remediationId: string | null;
  readonly seq: number | null;
  readonly devices: number;
  readonly done: number;
  readonly closedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: string | null;
}

export type RequestFilter =
  | { readonly requestId: string }
  | { readonly remediationId: string }
  | { readonly deviceId: string; readonly fixId: number }
  | {
      readonly kind?: RequestKind | undefined;
      readonly open?: boolean | undefined;
      readonly cause?: CauseId | undefined;
    };

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Requests, the newest first. */
export async function readRequests(
  db: Connection,
  filter: RequestFilter,
  page: Page,
): Promise<{ readonly rows: readonly KeptRequest[]; readonly total: number }> {
  const { rows } = await sql<KeptRequest & { readonly total: number }>`
    SELECT r.request_id AS "requestId", r.kind, r.asked_team AS "askedTeam", r.asked_at AS "askedAt", r.by_name AS "byName",
      r.by_team AS "byTeam", r.note, r.cause, r.checks, r.remediation_id AS "remediationId", r.seq, r.devices, r.done,
      r.closed_at AS "closedAt", r.withdrawn_at AS "withdrawnAt", r.withdrawn_by_name AS "withdrawnBy", count(*) OVER () AS total
    FROM device_request r WHERE ${matches(filter)}
    ORDER BY r.asked_at DESC, r.request_id LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
  return { rows: rows.map(({ total: _, ...request }) => request), total: rows[0]?.total ?? 0 };
}

function matches(filter: RequestFilter): RawBuilder<unknown> {
  if ('requestId' in filter) return sql`r.request_id = ${filter.requestId}::uuid`;
  if ('remediationId' in filter) return sql`r.remediation_id = ${filter.remediationId}::uuid`;
  if ('deviceId' in filter) {
    return sql`EXISTS (SELECT FROM device_request_device w WHERE w.request_id = r.request_id
      AND w.device_id = ${filter.deviceId}::uuid AND ${filter.fixId}::integer = ANY (w.fix_ids))`;
  }
  const conditions = [sql`true`];
  if (filter.kind !== undefined) conditions.push(sql`r.kind = ${filter.kind}`);
  if (filter.cause !== undefined) conditions.push(sql`r.cause = ${filter.cause}`);
  if (filter.open !== undefined) {
    const open = sql`(r.closed_at IS NULL AND r.withdrawn_at IS NULL)`;
    conditions.push(filter.open ? open : sql`NOT ${open}`);
  }
  return sql.join(conditions, sql` AND `);
}

export interface KeptRequestDevice {
  readonly deviceId: string;
  readonly device: string;
  readonly cells: number;
  readonly outcome: RequestOutcome | null;
  readonly toldAt: string | null;
  readonly toldBy: string | null;
}

/** The devices of a request, those that it waits for first. */
export async function readRequestDevices(
  db: Connection,
  requestId: string,
  page: Page,
): Promise<readonly KeptRequestDevice[]> {
  const { rows } = await sql<KeptRequestDevice>`
    SELECT d.device_id AS "deviceId", d.name AS device, cardinality(w.fix_ids) AS cells, w.outcome, w.told_at AS "toldAt", w.told_by AS "toldBy"
    FROM device_request_device w JOIN device d USING (device_id) WHERE w.request_id = ${requestId}
    ORDER BY (w.outcome IS NOT NULL), lower(d.name), d.device_id LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
  return rows;
}

/** Open requests by what is asked for. */
export async function countOpenRequests(db: Connection): Promise<Readonly<Record<RequestKind, number>>> {
  const { rows } = await sql<{ kind: RequestKind; requests: number }>`${PLANNED_ONCE}
    SELECT kind, count(*) AS requests FROM device_request WHERE closed_at IS NULL AND withdrawn_at IS NULL GROUP BY kind`.execute(
    db,
  );
  const of = (kind: RequestKind) => rows.find((row) => row.kind === kind)?.requests ?? 0;
  return { rescan: of('rescan'), reboot: of('reboot') };
}

/** How a scanner reaches a device. */
export interface DeviceAddresses {
  readonly name: string;
  readonly fqdns: readonly string[];
  readonly hostnames: readonly string[];
  readonly ips: readonly string[];
  /** Format of the source by which InfoSec looked last; null where it never did. */
  readonly lookedBy: string | null;
}

/** Names and addresses of devices, in the order of their names. @param devices a set of device ids, as SQL */
export async function readAddresses(db: Connection, devices: RawBuilder<unknown>): Promise<readonly DeviceAddresses[]> {
  const of = (kind: string) =>
    sql`coalesce(array_agg(i.value ORDER BY i.value) FILTER (WHERE i.kind = ${sql.lit(kind)}), '{}')`;
  const { rows } = await sql<DeviceAddresses>`
    SELECT d.name, ${of('fqdn')} AS fqdns, ${of('hostname')} AS hostnames, ${of('ip')} AS ips,
      (SELECT s.kind FROM device_evidence e JOIN source s USING (source_id)
        WHERE e.device_id = d.device_id AND e.team = 'infosec' ORDER BY e.seen_at DESC LIMIT 1) AS "lookedBy"
    FROM device d LEFT JOIN device_identifier i ON i.device_id = d.device_id AND i.kind IN ('fqdn', 'hostname', 'ip')
    WHERE d.device_id IN (${devices})
    GROUP BY d.device_id ORDER BY lower(d.name), d.device_id`.execute(db);
  return rows;
}

/** The devices of a request that it still waits for, as SQL. */
export function waitingDevicesOf(requestId: string): RawBuilder<unknown> {
  return sql`SELECT device_id FROM device_request_device WHERE request_id = ${requestId}::uuid AND outcome IS NULL`;
}

/** Kinds of InfoSec's sources, the one that looked at most devices first. */
export async function readScannerKinds(db: Connection): Promise<readonly string[]> {
  const { rows } = await sql<{ kind: string }>`
    SELECT s.kind FROM source s JOIN report r USING (source_id) WHERE s.team = 'infosec' AND r.state = 'done'
    GROUP BY s.kind ORDER BY sum(r.devices) DESC, s.kind`.execute(db);
  return rows.map((row) => row.kind);
}

/** The devices of requests, by request. */
export async function readRequestDeviceIds(
  db: Connection,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ requestId: string; deviceIds: readonly string[] }>`
    SELECT request_id AS "requestId", array_agg(device_id::text ORDER BY device_id) AS "deviceIds" FROM device_request_device
    WHERE request_id = ANY (${requestIds}::uuid[]) GROUP BY request_id`.execute(db);
  return new Map(rows.map((row) => [row.requestId, row.deviceIds]));
}
