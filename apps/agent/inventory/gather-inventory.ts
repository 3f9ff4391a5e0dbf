import type { Inventory } from '@baton/domain/inventory/inventory.ts';
import { AgentError } from '../agent-error.ts';
import { aptCandidates } from './apt-candidates.ts';
import { deletedMappings } from './deleted-mappings.ts';
import { dpkgPackages } from './dpkg-packages.ts';
import type { DeviceView, InventorySource } from './inventory-source.ts';
import { linuxNames } from './linux-names.ts';
import { linuxSystem } from './linux-system.ts';

/** Every place that facts are read from, in the order in which they build on one another. */
export const INVENTORY_SOURCES: readonly InventorySource[] = [
  linuxNames,
  dpkgPackages,
  linuxSystem,
  aptCandidates,
  deletedMappings,
];

/**
 * The device as it is now. A place that is there and cannot be read fails the whole: an inventory without its packages
 * would say that they were removed.
 *
 * @throws AgentError inventory-unreadable
 */
export async function gatherInventory(device: DeviceView): Promise<Inventory> {
  let known: Partial<Inventory> = {};
  const given = new Set<string>();
  for (const source of INVENTORY_SOURCES) {
    if (given.has(source.gives)) continue;
    try {
      if (!(await source.applies(device))) continue;
      known = { ...known, ...(await source.read(device, known)) };
      given.add(source.gives);
    } catch (cause) {
      const what = cause instanceof Error ? cause.message : String(cause);
      throw new AgentError(
        'inventory-unreadable',
        `The inventory source "${source.id}" could not be read: ${what}`,
        cause,
      );
    }
  }
  const { names, system, packages, candidates = [], restartNeeded = [], allProcessesSeen = false } = known;
  if (names === undefined || system === undefined || packages === undefined) {
    const missing = [!names && 'names', !system && 'system', !packages && 'packages'].filter(Boolean).join(', ');
    throw new AgentError(
      'inventory-unreadable',
      `No source on this device gives: ${missing}. Supported now: Linux with dpkg.`,
    );
  }
  return { names, system, packages, candidates, restartNeeded, allProcessesSeen };
}
