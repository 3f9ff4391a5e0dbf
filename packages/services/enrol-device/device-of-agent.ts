import { randomUUID } from 'node:crypto';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { sql } from 'kysely';

/** The device behind an agent's names. */
export async function deviceOfAgent(trx: DatabaseTransaction, names: DeviceNames): Promise<string> {
  const deviceId = randomUUID();
  await sql`INSERT INTO device (device_id, name) VALUES (${deviceId}, ${names.shown})`.execute(trx);
  return deviceId;
}
