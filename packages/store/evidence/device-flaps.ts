import type { Flap } from '@baton/domain/evidence/flaps.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { isOneOf } from '../connection/planned-once.ts';
import { packFlaps, unpackFlaps } from './pack-evidence.ts';

/** What the words of one source on some devices come to; devices without a flap lose their row. */
export async function writeFlaps(
  trx: DatabaseTransaction,
  sourceId: string,
  deviceIds: readonly string[],
  flaps: ReadonlyMap<string, readonly Flap[]>,
): Promise<void> {
  const told = deviceIds.flatMap((deviceId) => {
    const own = flaps.get(deviceId) ?? [];
    return own.length === 0 ? [] : [{ deviceId, body: packFlaps(own) }];
  });
  await sql`
    DELETE FROM device_flap
    WHERE source_id = ${sourceId} AND device_id = ANY (${deviceIds}::uuid[])
      AND device_id <> ALL (${told.map(({ deviceId }) => deviceId)}::uuid[])`.execute(trx);
  if (told.length === 0) return;
  await sql`
    INSERT INTO device_flap (device_id, source_id, body)
    SELECT device_id, ${sourceId}::uuid, body
    FROM unnest(${told.map(({ deviceId }) => deviceId)}::uuid[], ${told.map(({ body }) => body)}::bytea[]) AS u (device_id, body)
    ON CONFLICT (device_id, source_id) DO UPDATE SET body = excluded.body`.execute(trx);
}

/** Flaps of some devices by all sources of IT, or by one; devices without are left out. */
export async function readFlaps(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
  sourceId?: string,
): Promise<ReadonlyMap<string, readonly Flap[]>> {
  const rows = await db
    .selectFrom('device_flap')
    .select(['device_id', 'body'])
    .where(sql<boolean>`device_id ${isOneOf(deviceIds)}`)
    .$if(sourceId !== undefined, (query) => query.where('source_id', '=', sourceId ?? ''))
    .orderBy('device_id')
    .orderBy('source_id')
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.device_id)].map(([deviceId, own]) => [
      deviceId,
      own.flatMap(({ body }) => unpackFlaps(body)),
    ]),
  );
}
