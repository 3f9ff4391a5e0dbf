import { FLAPS_KEPT_MS, type Flap } from '@baton/domain/evidence/flaps.ts';
import { notePackageMoves } from '@baton/domain/evidence/package-moves.ts';
import { decodePackages } from '@baton/domain/inventory/decode-wire.ts';
import type { PackedInventory } from '@baton/store/agents/check-ins.ts';
import { readPackedPackages } from '@baton/store/agents/inventories.ts';
import { unpackSection } from '@baton/store/agents/packed-section.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readFlaps, writeFlaps } from '@baton/store/evidence/device-flaps.ts';
import { ensureSource } from '@baton/store/evidence/sources.ts';
import { AGENT_SOURCE } from '../evidence/resolve-device.ts';

/** Where the packages are in a packed inventory. */
const PACKAGES = 2;

/**
 * Notes packages that went down, and up again, before changed inventories replace the stored ones. Only inventories whose packages
 * changed cost anything: two sections are unpacked, 0.5 ms.
 */
export async function noteMovedPackages(
  trx: DatabaseTransaction,
  inventories: readonly PackedInventory[],
  now: string,
): Promise<void> {
  const changed = inventories.filter(({ sections }) => sections[PACKAGES] !== null);
  const before = await readPackedPackages(
    trx,
    changed.map(({ deviceId }) => deviceId),
  );
  const deviceIds = [...before.keys()];
  if (deviceIds.length === 0) return;
  const sourceId = await ensureSource(trx, AGENT_SOURCE);
  const noted = await readFlaps(trx, deviceIds, sourceId);
  const moved = new Map<string, readonly Flap[]>();
  for (const { deviceId, sections } of changed) {
    const old = before.get(deviceId);
    const packed = sections[PACKAGES];
    if (old === undefined || packed === null) continue;
    const known = (noted.get(deviceId) ?? []).filter(
      ({ lastAt }) => Date.parse(now) - Date.parse(lastAt) < FLAPS_KEPT_MS,
    );
    moved.set(
      deviceId,
      notePackageMoves(known, decodePackages(unpackSection(old)), decodePackages(unpackSection(packed)), now),
    );
  }
  await writeFlaps(trx, sourceId, deviceIds, moved);
}
