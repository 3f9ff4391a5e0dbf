import type { Team } from '@baton/domain/evidence/team.ts';
import { type RawBuilder, sql } from 'kysely';
import { isFleetNow, isOfScope, type View } from '../board/device-set.ts';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { likePattern } from '../connection/like-pattern.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';

export interface DeviceFilter {
  readonly view: View;
  readonly deviceId?: string | undefined;
  readonly search?: string | undefined;
  readonly missingFrom?: Team | undefined;
  readonly enrolled?: boolean | undefined;
  /** Only devices that this team has not looked at since then, or never. */
  readonly notSeen?: { readonly by: Team; readonly since: string } | undefined;
}

export interface ListedDevice {
  readonly deviceId: string;
  readonly name: string;
  readonly operatingSystem: string | null;
  readonly inIt: boolean;
  readonly inInfosec: boolean;
  readonly enrolled: boolean;
  readonly lastSeenByIt: string | null;
  readonly lastSeenByInfosec: string | null;
  readonly required: number;
  readonly proven: number;
  readonly open: number;
  readonly disputed: number;
  readonly unproven: number;
  readonly excepted: number;
}

const COLUMNS: Readonly<Record<string, RawBuilder<unknown>>> = {
  name: sql`lower(d.name)`,
  operatingSystem: sql`c.operating_system`,
  lastSeenByIt: sql`c.last_seen_by_it`,
  lastSeenByInfosec: sql`c.last_seen_by_infosec`,
  required: sql`n.required`,
  proven: sql`n.proven`,
  open: sql`n.open`,
  disputed: sql`n.disputed`,
  unproven: sql`n.unproven`,
};

const FROM_DEVICES = sql`
  FROM device d
  LEFT JOIN device_cells c USING (device_id)
  LEFT JOIN agent a ON a.device_id = d.device_id AND a.retired_at IS NULL`;

/** Devices with their cells by verdict, by name unless told. Of a past day: those that were judged then, with what they had. */
export async function listDevices(
  db: Database,
  filter: DeviceFilter,
  page: { readonly limit: number; readonly offset: number; readonly sort?: string | undefined },
): Promise<readonly ListedDevice[]> {
  const { at } = filter.view;
  const from = FROM_DEVICES;
  const order = sql`${orderBy(page.sort)}, d.device_id`;
  const window = sql`${order} LIMIT ${page.limit} OFFSET ${page.offset}`;
  const { rows } = await sql<ListedDevice>`${PLANNED_ONCE} 
    SELECT d.device_id AS "deviceId", d.name, c.operating_system AS "operatingSystem",
      coalesce(c.in_it, a.agent_id IS NOT NULL) AS "inIt", coalesce(c.in_infosec, false) AS "inInfosec",
      a.agent_id IS NOT NULL AS enrolled, greatest(c.last_seen_by_it, a.last_seen_at) AS "lastSeenByIt",
      c.last_seen_by_infosec AS "lastSeenByInfosec", n.required, n.proven, n.open, n.disputed, n.unproven, n.excepted
    ${from} CROSS JOIN LATERAL (${countsOfDevice(at)}) n
    ${isByCount(page.sort) ? where(filter) : sql`WHERE d.device_id IN (SELECT d.device_id ${from} ${where(filter)} ORDER BY ${window})`}
    ORDER BY ${isByCount(page.sort) ? window : order}`.execute(db);
  return rows;
}

/** How many devices a list has in all. */
export async function countDevices(db: Database | DatabaseTransaction, filter: DeviceFilter): Promise<number> {
  const all = isFleetNow(filter.view) && isOfViewOnly(filter);
  const { rows } = await sql<{ total: number }>`${PLANNED_ONCE} 
    SELECT count(*) AS total ${all ? sql`FROM device WHERE joined_into IS NULL` : sql`${FROM_DEVICES} ${where(filter)}`}`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

/** Nothing but scope and day narrows the list. */
export function isOfViewOnly({ deviceId, search, missingFrom, enrolled, notSeen }: DeviceFilter): boolean {
  return (search ?? '') === '' && [deviceId, missingFrom, enrolled, notSeen].every((value) => value === undefined);
}

/** The cells of the device `c` by verdict; of a past moment gone back along its moves since. */
function countsOfDevice(at: string | null): RawBuilder<unknown> {
  if (at === null) {
    return sql`SELECT coalesce(c.required, 0) AS required, coalesce(array_length(c.proven, 1), 0) AS proven,
      coalesce(c.open, 0) AS open, coalesce(c.disputed, 0) AS disputed, coalesce(c.unproven, 0) AS unproven,
      coalesce(c.excepted, 0) AS excepted`;
  }
  const of = (verdict: string) =>
    sql`coalesce(sum(h.cells) FILTER (WHERE s.verdict = ${verdict}::verdict), 0)::integer AS ${sql.ref(verdict)}`;
  return sql`
    SELECT coalesce(sum(h.cells), 0)::integer AS required,
      ${sql.join(['proven', 'open', 'disputed', 'unproven', 'excepted'].map(of))}
    FROM (
      SELECT * FROM unnest(c.states, c.state_cells) AS k (state_id, cells)
      UNION ALL
      SELECT b.* FROM device_move m
      CROSS JOIN LATERAL (SELECT unnest(m.befores), 1 UNION ALL SELECT unnest(m.afters), -1) AS b (state_id, cells)
      WHERE m.device_id = c.device_id AND m.moved_at >= ${at}::timestamptz
    ) h JOIN cell_state s USING (state_id)`;
}

/** Only then the counts of every device are needed to find a page; else of its devices. */
function isByCount(sort = 'name'): boolean {
  return ['required', 'proven', 'open', 'disputed', 'unproven'].includes(sort.replace(/^-/, ''));
}

function orderBy(sort = 'name'): RawBuilder<unknown> {
  const descending = sort.startsWith('-');
  const column = COLUMNS[descending ? sort.slice(1) : sort] ?? sql`lower(d.name)`;
  return descending ? sql`${column} DESC NULLS LAST` : sql`${column} NULLS LAST`;
}

function where({ view, deviceId, search, missingFrom, enrolled, notSeen }: DeviceFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [isOfScope(sql`d.device_id`, view)];
  if (view.at !== null) conditions.push(sql`c.first_judged_at < ${view.at}::timestamptz`);
  // What turned out to be another device stays to be asked for by its id, for its history.
  else if (deviceId === undefined) conditions.push(sql`d.joined_into IS NULL`);
  if (deviceId !== undefined) conditions.push(sql`d.device_id = ${deviceId}`);
  if (search !== undefined && search !== '') {
    const pattern = likePattern(search.toLowerCase());
    const beginning = pattern.slice(1);
    conditions.push(sql`(lower(d.name) LIKE ${pattern} OR EXISTS (
      SELECT FROM device_identifier i WHERE i.device_id = d.device_id AND i.value LIKE ${beginning}))`);
  }
  if (missingFrom === 'it') conditions.push(sql`NOT coalesce(c.in_it, a.agent_id IS NOT NULL)`);
  if (missingFrom === 'infosec') conditions.push(sql`NOT coalesce(c.in_infosec, false)`);
  if (enrolled !== undefined) conditions.push(enrolled ? sql`a.agent_id IS NOT NULL` : sql`a.agent_id IS NULL`);
  if (notSeen !== undefined) {
    const seenAt = notSeen.by === 'it' ? sql`greatest(c.last_seen_by_it, a.last_seen_at)` : sql`c.last_seen_by_infosec`;
    conditions.push(sql`(${seenAt} IS NULL OR ${seenAt} <= ${notSeen.since}::timestamptz)`);
  }
  return sql`WHERE ${sql.join(conditions, sql` AND `)}`;
}

/** What each source calls a device, and why its record was joined. */
export async function readDeviceRecords(db: Database, deviceId: string) {
  const { rows } = await sql<{
    source: string;
    team: Team;
    shown: string;
    joinedKind: string | null;
    joinedValue: string | null;
    isAgent: boolean;
    apartFrom: string | null;
    apartFromName: string | null;
    kinds: string[];
    values: string[];
  }>`
    SELECT s.name AS source, s.team, r.shown, r.joined_kind AS "joinedKind", r.joined_value AS "joinedValue",
      s.kind = 'agent' AS "isAgent", r.apart_from AS "apartFrom", f.name AS "apartFromName",
      coalesce(array_agg(i.kind ORDER BY i.kind, i.value) FILTER (WHERE i.kind IS NOT NULL), '{}') AS kinds,
      coalesce(array_agg(i.value ORDER BY i.kind, i.value) FILTER (WHERE i.kind IS NOT NULL), '{}') AS values
    FROM device_record r
    JOIN source s USING (source_id)
    LEFT JOIN device f ON f.device_id = r.apart_from
    LEFT JOIN device_identifier i ON i.device_id = r.device_id AND i.source_id = r.source_id
    WHERE r.device_id = ${deviceId}
    GROUP BY s.name, s.team, s.kind, r.shown, r.joined_kind, r.joined_value, r.apart_from, f.name
    ORDER BY s.team DESC, s.name`.execute(db);
  return rows;
}
