import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { CELL_COLUMNS, type FoundCell, NAMES_OF_CELLS } from '../evidence/list-cells.ts';
import { cellsOfDevices } from './cells-as-of.ts';
import { isOfView, type View } from './device-set.ts';

export interface DeviceInOrder {
  readonly deviceId: string;
  readonly name: string;
}

/** Devices of a view in the order of their names, the slice after one of them. */
export async function readDevicesInOrder(
  trx: DatabaseTransaction,
  view: View,
  after: string | null,
  limit: number,
): Promise<readonly DeviceInOrder[]> {
  const beyond =
    after === null
      ? sql``
      : sql`AND (lower(d.name), d.device_id) > (SELECT lower(name), device_id FROM device WHERE device_id = ${after})`;
  const { rows } = await sql<DeviceInOrder>`
    SELECT d.device_id AS "deviceId", d.name FROM device d JOIN device_cells c USING (device_id)
    WHERE ${isOfView(view)} ${beyond} ORDER BY lower(d.name), d.device_id LIMIT ${limit}`.execute(trx);
  return rows;
}

/** Every cell of some devices at the time of a view, in the order of the devices, then of fixes. */
export async function cellsOfSlice(
  trx: DatabaseTransaction,
  { at }: View,
  devices: readonly DeviceInOrder[],
): Promise<readonly FoundCell[]> {
  if (devices.length === 0) return [];
  const ids = devices.map(({ deviceId }) => deviceId);
  const { rows } = await sql<FoundCell>`
    SELECT ${CELL_COLUMNS}
    FROM (${cellsOfDevices(sql`SELECT unnest(${ids}::uuid[])`, { at, withProven: true })}) c
    JOIN unnest(${ids}::uuid[]) WITH ORDINALITY AS o (device_id, place) USING (device_id)
    ${NAMES_OF_CELLS}
    ORDER BY o.place, f.key`.execute(trx);
  return rows;
}
