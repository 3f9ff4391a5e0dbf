import type { DeviceDetail } from '@baton/contract/devices.ts';
import type { ObservedPackage, ObservedState } from '@baton/domain/evidence/report.ts';
import { readInventory } from '@baton/store/agents/inventories.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readDeviceRefs } from '@baton/store/evidence/device-records.ts';
import * as store from '@baton/store/evidence/list-devices.ts';
import { viewOf } from '../read-board/asked-view.ts';
import { loadCases } from '../reconcile-devices/load-cases.ts';
import { judgingOf } from '../reconcile-devices/reconcile-devices.ts';
import { ServiceError } from '../service-error.ts';
import { withAttributes } from './list-devices.ts';

/** One device: what each source calls it, what state IT reports; its cells by verdict and its attributes, at any time. */
export async function getDevice(db: Database, deviceId: string, day?: string): Promise<DeviceDetail> {
  const view = viewOf({ day });
  const rows = await store.listDevices(db, { view, deviceId }, { limit: 1, offset: 0 });
  const [row] = await withAttributes(db, rows, view);
  if (row === undefined) {
    const when = view.at === null ? '' : ` on ${view.day}`;
    throw new ServiceError('not-found', `There is no such device${when}.`, { where: 'params.deviceId' });
  }
  const states = await statesOf(db, deviceId);
  const [ref] = await readDeviceRefs(db, [deviceId]);
  const [joinedInto] = ref?.joinedInto ? await readDeviceRefs(db, [ref.joinedInto]) : [];
  return {
    ...row,
    names: await namesOf(db, deviceId),
    state: stateOf(states),
    joinedInto: joinedInto === undefined ? null : { deviceId: joinedInto.deviceId, name: joinedInto.name },
  };
}

async function namesOf(db: Database, deviceId: string): Promise<DeviceDetail['names']> {
  const records = await store.readDeviceRecords(db, deviceId);
  return records.map(
    ({ source, team, shown, joinedKind, joinedValue, isAgent, apartFrom, apartFromName, kinds, values }) => ({
      source,
      team,
      shown,
      identifiers: kinds.map((kind, index) => ({ kind, value: values[index] ?? '' })),
      joinedBy: joinedKind === null ? 'first record of it' : `${joinedKind} ${joinedValue ?? ''}`,
      apartFrom: apartFrom === null ? null : { deviceId: apartFrom, name: apartFromName ?? '' },
      canBeSetApart: records.length > 1 && !isAgent,
    }),
  );
}

/** IT’s words on the device’s state, the newest first. */
async function statesOf(db: Database, deviceId: string): Promise<readonly ObservedState[]> {
  const [loaded] = await loadCases(db, [deviceId], { excerpts: false, reports: judgingOf(db).reports });
  const states = loaded?.device.it.map((record) => record.state) ?? [];
  return states.toSorted((a, b) => Date.parse(b.lastSeen ?? '') - Date.parse(a.lastSeen ?? ''));
}

function stateOf(states: readonly ObservedState[]): DeviceDetail['state'] {
  const told = <T>(read: (state: ObservedState) => T | null): T | null =>
    states.map(read).find((value) => value !== null) ?? null;
  const first = <T>(read: (state: ObservedState) => readonly T[]): readonly T[] =>
    states.map(read).find((list) => list.length > 0) ?? [];
  return {
    osBuild: told((state) => state.osBuild),
    runningKernel: told((state) => state.runningKernel),
    installedKernels: [...first((state) => state.installedKernels)],
    lastBoot: instantOf(told((state) => state.lastBoot)),
    rebootPending: told((state) => state.rebootPending),
    restartNeeded: first((state) => state.restartNeeded).map((one) => ({
      package: one.package,
      processes: [...one.processes],
    })),
    packages: first((state) => state.packages).length,
  };
}

/** A boot that is known only by its day is shown from its beginning. */
function instantOf(iso: string | null): string | null {
  return iso === null || Number.isNaN(Date.parse(iso)) ? null : new Date(iso).toISOString();
}

export interface PackageQuery {
  readonly search?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** The software that a device reports, by its agent before other sources, by name. */
export async function listDevicePackages(db: Database, deviceId: string, { search, page, pageSize }: PackageQuery) {
  const packages = (await statesOf(db, deviceId)).map((state) => state.packages).find((list) => list.length > 0) ?? [];
  const candidates = await candidatesOf(db, deviceId);
  const wanted = search?.toLowerCase() ?? '';
  const found = packages
    .filter(({ name, source }) => name.toLowerCase().includes(wanted) || (source ?? '').toLowerCase().includes(wanted))
    .toSorted(byName);
  const rows = found.slice((page - 1) * pageSize, page * pageSize).map(({ name, version, source, sourceVersion }) => ({
    name,
    version,
    source,
    sourceVersion,
    candidate: candidates.get(name) ?? null,
  }));
  return { rows, total: found.length };
}

async function candidatesOf(db: Database, deviceId: string): Promise<ReadonlyMap<string, string>> {
  const inventory = await readInventory(db, deviceId);
  return new Map(inventory?.inventory.candidates.map((candidate) => [candidate.package, candidate.version]));
}

function byName(a: ObservedPackage, b: ObservedPackage): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
