import { decodeInventory } from '@baton/domain/inventory/decode-wire.ts';
import type { Inventory } from '@baton/domain/inventory/inventory.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { isOneOf } from '../connection/planned-once.ts';
import { unpackSection } from './packed-section.ts';

export interface StoredInventory {
  readonly deviceId: string;
  readonly agentId: string;
  readonly inventory: Inventory;
  /** When it last differed from the one before. */
  readonly changedAt: string;
  /** When the device last said that this is still its inventory. */
  readonly seenAt: string;
}

/** What a device's agent reported last; null where no agent has reported. */
export async function readInventory(
  db: Database | DatabaseTransaction,
  deviceId: string,
): Promise<StoredInventory | null> {
  return (await readInventories(db, [deviceId]))[0] ?? null;
}

/** Inventories of many devices, in no order; devices without one are left out. Each is unpacked: 1 ms for 500 packages. */
export async function readInventories(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly StoredInventory[]> {
  if (deviceIds.length === 0) return [];
  const rows = await db
    .selectFrom('device_inventory as i')
    .innerJoin('agent as a', 'a.agent_id', 'i.agent_id')
    .select(['i.device_id', 'i.agent_id', 'i.names', 'i.system', 'i.packages', 'i.candidates', 'i.restarts'])
    .select(['i.changed_at', 'a.inventory_seen_at'])
    .where(sql<boolean>`i.device_id ${isOneOf(deviceIds)}`)
    .execute();
  return rows.map((row) => ({
    deviceId: row.device_id,
    agentId: row.agent_id,
    inventory: decodeInventory({
      names: unpackSection(row.names),
      system: unpackSection(row.system),
      packages: unpackSection(row.packages),
      candidates: unpackSection(row.candidates),
      restarts: unpackSection(row.restarts),
    }),
    changedAt: row.changed_at,
    seenAt: row.inventory_seen_at ?? row.changed_at,
  }));
}

/** The packed packages that are stored of some devices; devices without an inventory are left out. */
export async function readPackedPackages(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (deviceIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('device_inventory')
    .select(['device_id', 'packages'])
    .where('device_id', 'in', deviceIds)
    .execute();
  return new Map(rows.map((row) => [row.device_id, row.packages]));
}
