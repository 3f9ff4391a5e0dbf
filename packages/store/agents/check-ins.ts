import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** One signed request of an agent that is to be counted. */
export interface Sighting {
  readonly agentId: string;
  readonly sequence: number;
  /** Hashes of the inventory that the device has now; null where the request says nothing of it. */
  readonly hashes: string | null;
  readonly agentVersion: string | null;
}

export interface Sighted {
  readonly agentId: string;
  readonly sequence: number;
  readonly deviceId: string;
  /** Hashes of the inventory that is stored; null where none is. */
  readonly storedHashes: string | null;
  readonly commandsWaiting: boolean;
}

/**
 * Counts requests of many agents in one statement: takes each sequence once, notes when the device was seen, and that its
 * inventory is still the stored one. What is not answered was refused: sequence taken before, agent retired or unknown.
 */
export async function countSightings(
  db: Database,
  sightings: readonly Sighting[],
  now: string,
): Promise<readonly Sighted[]> {
  const { rows } = await sql<Sighted>`
    UPDATE agent a SET
      last_sequence = s.sequence,
      last_seen_at = ${now}::timestamptz,
      agent_version = coalesce(s.agent_version, a.agent_version),
      inventory_seen_at = CASE WHEN a.inventory_hashes = s.hashes THEN ${now}::timestamptz ELSE a.inventory_seen_at END
    FROM unnest(
      ${sightings.map((sighting) => sighting.agentId)}::uuid[],
      ${sightings.map((sighting) => sighting.sequence)}::bigint[],
      ${sightings.map((sighting) => sighting.hashes)}::text[],
      ${sightings.map((sighting) => sighting.agentVersion)}::text[]
    ) AS s(agent_id, sequence, hashes, agent_version)
    WHERE a.agent_id = s.agent_id AND a.last_sequence < s.sequence AND a.retired_at IS NULL
    RETURNING a.agent_id AS "agentId", s.sequence, a.device_id AS "deviceId", a.inventory_hashes AS "storedHashes",
      EXISTS (
        SELECT 1 FROM device_command c WHERE c.agent_id = a.agent_id AND c.state IN ('queued', 'sent')
      ) AS "commandsWaiting"`.execute(db);
  return rows;
}

export interface KnownAgent {
  readonly publicKey: string;
  readonly deviceId: string;
  readonly name: string;
  readonly lastSequence: number;
  readonly retired: boolean;
}

export async function readAgents(db: Database, agentIds: readonly string[]): Promise<ReadonlyMap<string, KnownAgent>> {
  const rows = await db
    .selectFrom('agent')
    .select(['agent_id', 'device_id', 'name', 'public_key', 'last_sequence', 'retired_at'])
    .where('agent_id', 'in', agentIds)
    .execute();
  return new Map(
    rows.map((row) => [
      row.agent_id,
      {
        publicKey: row.public_key,
        deviceId: row.device_id,
        name: row.name,
        lastSequence: row.last_sequence,
        retired: row.retired_at !== null,
      },
    ]),
  );
}

/** Sections of a changed inventory, packed; null where a section is the stored one. */
export interface PackedInventory {
  readonly agentId: string;
  readonly deviceId: string;
  /** All five hashes of what is stored after this. */
  readonly hashes: string;
  readonly sections: readonly [Buffer | null, Buffer | null, Buffer | null, Buffer | null, Buffer | null];
}

/** Keeps the changed inventories of many devices: whole ones new, the sections that changed of the others. */
export async function writeInventories(
  trx: DatabaseTransaction,
  inventories: readonly PackedInventory[],
  now: string,
): Promise<void> {
  const whole = inventories.filter((item) => !item.sections.includes(null));
  const partial = inventories.filter((item) => item.sections.includes(null));
  if (whole.length > 0) {
    await sql`
      INSERT INTO device_inventory (device_id, agent_id, changed_at, names, system, packages, candidates, restarts)
      SELECT s.device_id, s.agent_id, ${now}::timestamptz, s.names, s.system, s.packages, s.candidates, s.restarts
      FROM ${unnested(whole)}
      ON CONFLICT (device_id) DO UPDATE SET
        agent_id = excluded.agent_id, changed_at = excluded.changed_at, names = excluded.names, system = excluded.system,
        packages = excluded.packages, candidates = excluded.candidates, restarts = excluded.restarts`.execute(trx);
  }
  if (partial.length > 0) {
    await sql`
      UPDATE device_inventory i SET
        agent_id = s.agent_id, changed_at = ${now}::timestamptz,
        names = coalesce(s.names, i.names), system = coalesce(s.system, i.system),
        packages = coalesce(s.packages, i.packages), candidates = coalesce(s.candidates, i.candidates),
        restarts = coalesce(s.restarts, i.restarts)
      FROM ${unnested(partial)}
      WHERE i.device_id = s.device_id`.execute(trx);
  }
  await sql`
    UPDATE agent a SET inventory_hashes = s.hashes, inventory_seen_at = ${now}::timestamptz
    FROM unnest(${inventories.map((item) => item.agentId)}::uuid[], ${inventories.map((item) => item.hashes)}::text[])
      AS s(agent_id, hashes)
    WHERE a.agent_id = s.agent_id`.execute(trx);
}

function unnested(inventories: readonly PackedInventory[]) {
  const column = (index: 0 | 1 | 2 | 3 | 4) => sql`${inventories.map((item) => item.sections[index])}::bytea[]`;
  return sql`unnest(
    ${inventories.map((item) => item.deviceId)}::uuid[], ${inventories.map((item) => item.agentId)}::uuid[],
    ${column(0)}, ${column(1)}, ${column(2)}, ${column(3)}, ${column(4)}
  ) AS s(device_id, agent_id, names, system, packages, candidates, restarts)`;
}
