import type { Identifier, IdentifierKind } from '@baton/domain/identity/identifiers.ts';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';

/** Any number that nobody else uses in this database. */
const IDENTITY_LOCK = 22867;

/** Until the transaction ends, only it joins records to devices: two deliveries side by side must not make one device twice. */
export async function lockIdentity(trx: DatabaseTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${IDENTITY_LOCK})`.execute(trx);
}

export interface DeviceWithIdentifiers {
  readonly deviceId: string;
  readonly identifiers: readonly Identifier[];
  /** Whether the source that asks has a record of it. */
  readonly isKnownToSource: boolean;
  /** Whether people set that record apart from another device. */
  readonly isHeld: boolean;
  /** Whether it has several records, one of which was joined over a short name. */
  readonly isJoinedByName: boolean;
}

/** Every known device that shares an identifier with a batch of records, with all its identifiers. */
export async function findDevicesByIdentifiers(
  trx: DatabaseTransaction,
  identifiers: readonly Identifier[],
  sourceId: string,
): Promise<readonly DeviceWithIdentifiers[]> {
  const { rows } = await sql<{
    device_id: string;
    kinds: IdentifierKind[];
    values: string[];
    known: boolean;
    held: boolean;
    by_name: boolean;
  }>`
    SELECT i.device_id, array_agg(i.kind) AS kinds, array_agg(i.value) AS values, r.known, r.held, r.by_name
    FROM device_identifier i
    CROSS JOIN LATERAL (
      SELECT coalesce(bool_or(source_id = ${sourceId}::uuid), false) AS known,
        coalesce(bool_or(source_id = ${sourceId}::uuid AND apart_from IS NOT NULL), false) AS held,
        coalesce(bool_or(joined_kind = 'hostname'), false) AND count(*) > 1 AS by_name
      FROM device_record WHERE device_record.device_id = i.device_id
    ) r
    WHERE i.device_id IN (
      SELECT k.device_id
      FROM unnest(${identifiers.map(({ kind }) => kind)}::text[], ${identifiers.map(({ value }) => value)}::text[]) AS w (kind, value)
      JOIN device_identifier k ON k.kind = w.kind AND k.value = w.value
    )
    GROUP BY i.device_id, r.known, r.held, r.by_name`.execute(trx);
  return rows.map(({ device_id, kinds, values, known, held, by_name }) => ({
    deviceId: device_id,
    identifiers: kinds.map((kind, index) => ({ kind, value: values[index] ?? '' })),
    isKnownToSource: known,
    isHeld: held,
    isJoinedByName: by_name,
  }));
}

/** A name for people, with how good it is: 0 by IT, 1 by InfoSec, 2 an address. */
export interface RankedName {
  readonly deviceId: string;
  readonly name: string;
  readonly rank: number;
}

export async function insertDevices(trx: DatabaseTransaction, names: readonly RankedName[]): Promise<void> {
  if (names.length === 0) return;
  await sql`
    INSERT INTO device (device_id, name, name_rank)
    SELECT * FROM unnest(
      ${names.map(({ deviceId }) => deviceId)}::uuid[], ${names.map(({ name }) => name)}::text[], ${names.map(({ rank }) => rank)}::smallint[]
    )`.execute(trx);
}

/** Gives devices a better name where there is one: the lower rank, then the first in order, whoever came first. */
export async function improveNames(trx: DatabaseTransaction, names: readonly RankedName[]): Promise<void> {
  if (names.length === 0) return;
  await sql`
    UPDATE device d SET name = n.name, name_rank = n.rank
    FROM (
      SELECT DISTINCT ON (device_id) device_id, name, rank
      FROM unnest(
        ${names.map(({ deviceId }) => deviceId)}::uuid[], ${names.map(({ name }) => name)}::text[], ${names.map(({ rank }) => rank)}::smallint[]
      ) AS u (device_id, name, rank)
      ORDER BY device_id, rank, name COLLATE "C"
    ) n
    WHERE d.device_id = n.device_id AND (n.rank, n.name COLLATE "C") < (d.name_rank, d.name COLLATE "C")`.execute(trx);
}

export async function insertIdentifiers(
  trx: DatabaseTransaction,
  sourceId: string,
  rows: readonly (Identifier & { readonly deviceId: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO device_identifier (kind, value, device_id, source_id)
    SELECT kind, value, device_id, ${sourceId}::uuid
    FROM unnest(
      ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ value }) => value)}::text[], ${rows.map(({ deviceId }) => deviceId)}::uuid[]
    ) AS u (kind, value, device_id)
    ON CONFLICT DO NOTHING`.execute(trx);
}

export interface DeviceRecord {
  readonly deviceId: string;
  readonly shown: string;
  /** The identifier that joined the record; null where it made the device. */
  readonly joinedBy: Identifier | null;
}

/** Keeps what a source calls devices; the newest record's words stay. */
export async function keepRecords(
  trx: DatabaseTransaction,
  sourceId: string,
  records: readonly DeviceRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await sql`
    INSERT INTO device_record (device_id, source_id, shown, joined_kind, joined_value)
    SELECT DISTINCT ON (device_id) device_id, ${sourceId}::uuid, shown, kind, value
    FROM unnest(
      ${records.map(({ deviceId }) => deviceId)}::uuid[], ${records.map(({ shown }) => shown)}::text[],
      ${records.map(({ joinedBy }) => joinedBy?.kind ?? null)}::text[], ${records.map(({ joinedBy }) => joinedBy?.value ?? null)}::text[]
    ) AS u (device_id, shown, kind, value)
    ON CONFLICT (device_id, source_id) DO UPDATE
      SET shown = excluded.shown,
          -- How a record was joined first is what joined it: later ones find their own names again.
          joined_kind = coalesce(device_record.joined_kind, excluded.joined_kind),
          joined_value = coalesce(device_record.joined_value, excluded.joined_value)`.execute(trx);
}

export interface Twins {
  readonly deviceId: string;
  readonly twinOf: string;
  readonly sharing: Identifier;
}

/** Notes that two records of one inventory share a strong identifier; both ways. */
export async function insertTwins(trx: DatabaseTransaction, twins: readonly Twins[]): Promise<void> {
  if (twins.length === 0) return;
  const rows = twins.flatMap(({ deviceId, twinOf, sharing: { kind, value } }) => [
    { device_id: deviceId, twin_of: twinOf, kind, value },
    { device_id: twinOf, twin_of: deviceId, kind, value },
  ]);
  await trx
    .insertInto('device_twin')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
