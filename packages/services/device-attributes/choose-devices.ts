import type { Scope } from '@baton/domain/scope/scope.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readDevicesNamed, readDevicesOfScope } from '@baton/store/evidence/device-attributes.ts';

/** Devices by a list of names (or ids), or by a scope. */
export type ChosenDevices = { readonly names: readonly string[] } | { readonly scope: Scope };

export interface DevicesChosen {
  readonly deviceIds: readonly string[];
  /** Names that no device has, and names that several have; the first hundred each. */
  readonly unknown: readonly string[];
  readonly ambiguous: readonly string[];
}

const TOLD = 100;

/** Finds the devices that were chosen. A name that is not clear chooses none and is told. */
export async function chooseDevices(db: Database | DatabaseTransaction, chosen: ChosenDevices): Promise<DevicesChosen> {
  if ('scope' in chosen) {
    const view = { scope: chosen.scope, at: null };
    return { deviceIds: await readDevicesOfScope(db, view), unknown: [], ambiguous: [] };
  }
  const found = await readDevicesNamed(
    db,
    chosen.names.map((name) => name.trim()),
  );
  const named = (test: (devices: number) => boolean) =>
    found.filter(({ deviceIds }) => test(deviceIds.length)).map(({ asked }) => asked);
  const deviceIds = found.flatMap((one) => (one.deviceIds.length === 1 ? one.deviceIds : []));
  return {
    deviceIds: [...new Set(deviceIds)],
    unknown: named((devices) => devices === 0).slice(0, TOLD),
    ambiguous: named((devices) => devices > 1).slice(0, TOLD),
  };
}
