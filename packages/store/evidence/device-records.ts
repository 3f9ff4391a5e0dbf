import type { Team } from '@baton/domain/evidence/team.ts';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import type { Identifier, IdentifierKind } from '@baton/domain/identity/identifiers.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { insertIdentifiers, type RankedName } from './device-identity.ts';
import { unpackNames } from './pack-evidence.ts';

/** What one source calls a device, by all that is kept of its words. */
export interface KeptRecord {
  readonly deviceId: string;
  readonly sourceId: string;
  readonly source: string;
  /** "agent" for our own, else the reader of its files. */
  readonly kind: string;
  readonly team: Team;
  readonly shown: string;
  /** The device that people set it apart from. */
  readonly apartFrom: string | null;
  /** What the source told first of all sources. */
  readonly told: readonly Identifier[];
  /** What each kept word of it names. */
  readonly names: readonly DeviceNames[];
}

/** The records of some devices, IT's first, then by the name of the source. */
export async function readRecords(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly KeptRecord[]> {
  const { rows } = await sql<
    Omit<KeptRecord, 'told' | 'names'> & { kinds: IdentifierKind[]; values: string[]; bodies: Buffer[] }
  >`
    SELECT r.device_id AS "deviceId", r.source_id AS "sourceId", s.name AS source, s.kind, s.team, r.shown,
      r.apart_from AS "apartFrom", i.kinds, i.values, e.bodies
    FROM device_record r
    JOIN source s USING (source_id)
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(kind), '{}') AS kinds, coalesce(array_agg(value), '{}') AS values
      FROM device_identifier i WHERE i.device_id = r.device_id AND i.source_id = r.source_id
    ) i
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(body), '{}') AS bodies
      FROM device_evidence e WHERE e.device_id = r.device_id AND e.source_id = r.source_id
    ) e
    WHERE r.device_id = ANY (${deviceIds}::uuid[])
    ORDER BY r.device_id, s.team DESC, s.name`.execute(trx);
  return rows.map(({ kinds, values, bodies, ...record }) => ({
    ...record,
    told: kinds.map((kind, index) => ({ kind, value: values[index] ?? '' })),
    names: bodies.map(unpackNames),
  }));
}

export interface RecordsMove {
  readonly from: string;
  readonly to: string;
  readonly sourceIds: readonly string[];
  /** The device that people set them apart from; null where names alone are to decide, left out where what people said stays. */
  readonly apartFrom?: string | null | undefined;
  /** What joins them to the other device; null where it is made for them. */
  readonly joinedBy: Identifier | null;
}

/** Moves what some sources say of a device, with all that is kept of it, to another device. Names are the caller's (`renameDevice`). */
export async function moveRecords(
  trx: DatabaseTransaction,
  { from, to, sourceIds, apartFrom, joinedBy }: RecordsMove,
): Promise<void> {
  // What the other device has of the same source meanwhile stays: its own record and history are newer.
  for (const table of ['device_record', 'device_flap']) {
    await sql`
      DELETE FROM ${sql.table(table)} WHERE device_id = ${from} AND source_id = ANY (${sourceIds}::uuid[])
        AND source_id IN (SELECT source_id FROM ${sql.table(table)} WHERE device_id = ${to})`.execute(trx);
  }
  for (const table of ['device_record', 'device_flap', 'device_evidence', 'device_past_word']) {
    await sql`
      UPDATE ${sql.table(table)} SET device_id = ${to}
      WHERE device_id = ${from} AND source_id = ANY (${sourceIds}::uuid[])`.execute(trx);
  }
  await sql`
    UPDATE device_record SET joined_kind = ${joinedBy?.kind ?? null}, joined_value = ${joinedBy?.value ?? null},
      apart_from = ${apartFrom === undefined ? sql`apart_from` : apartFrom}
    WHERE device_id = ${to} AND source_id = ANY (${sourceIds}::uuid[])`.execute(trx);
  // What joined a record that is alone now joins nothing.
  await sql`
    UPDATE device_record r SET joined_kind = NULL, joined_value = NULL
    WHERE device_id = ${from}
      AND NOT EXISTS (SELECT FROM device_record o WHERE o.device_id = ${from} AND o.source_id <> r.source_id)`.execute(
    trx,
  );
}

export interface ToldIdentifier extends Identifier {
  readonly sourceId: string;
}

/** Gives a device its names anew, from the records that it has: what people call it, and what finds it. */
export async function renameDevice(
  trx: DatabaseTransaction,
  { deviceId, name, rank }: RankedName,
  identifiers: readonly ToldIdentifier[],
): Promise<void> {
  await sql`UPDATE device SET name = ${name}, name_rank = ${rank} WHERE device_id = ${deviceId}`.execute(trx);
  await sql`DELETE FROM device_identifier WHERE device_id = ${deviceId}`.execute(trx);
  for (const [sourceId, own] of Map.groupBy(identifiers, (one) => one.sourceId)) {
    await insertIdentifiers(
      trx,
      sourceId,
      own.map(({ kind, value }) => ({ kind, value, deviceId })),
    );
  }
}

/** Notes that a device whose last record was put back is another one: nothing finds it any more. */
export async function joinInto(trx: DatabaseTransaction, deviceId: string, into: string): Promise<void> {
  await sql`DELETE FROM device_identifier WHERE device_id = ${deviceId}`.execute(trx);
  await sql`UPDATE device SET joined_into = ${into} WHERE device_id = ${deviceId} OR joined_into = ${deviceId}`.execute(
    trx,
  );
}

export interface DeviceRef {
  readonly deviceId: string;
  readonly name: string;
  /** The device that it turned out to be. */
  readonly joinedInto: string | null;
}

export async function readDeviceRefs(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly DeviceRef[]> {
  const { rows } = await sql<DeviceRef>`
    SELECT device_id AS "deviceId", name, joined_into AS "joinedInto" FROM device
    WHERE device_id = ANY (${deviceIds}::uuid[])`.execute(db);
  return rows;
}
