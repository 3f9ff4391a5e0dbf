import type { DeviceRow } from '@baton/contract/devices.ts';
import type { DeviceAttribute } from '@baton/contract/scope.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptAttribute, readAttributes } from '@baton/store/evidence/device-attributes.ts';
import * as store from '@baton/store/evidence/list-devices.ts';
import { type AskedView, type KnownView, viewOf } from '../read-board/asked-view.ts';
import { computedOnce } from '../read-board/computed-once.ts';

export interface DeviceQuery extends AskedView {
  readonly search?: string | undefined;
  readonly missingFrom?: Team | undefined;
  readonly enrolled?: 'true' | 'false' | undefined;
  readonly notSeenBy?: Team | undefined;
  readonly notSeenSince?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
  readonly sort?: string | undefined;
}

/** Devices with their cells by verdict and their attributes, at any time. */
export async function listDevices(
  db: Database,
  { page, pageSize, sort, search, missingFrom, enrolled, notSeenBy, notSeenSince, ...asked }: DeviceQuery,
): Promise<{ rows: DeviceRow[]; total: number }> {
  const view = viewOf(asked);
  const filter = {
    view,
    search,
    missingFrom,
    enrolled: enrolled === undefined ? undefined : enrolled === 'true',
    notSeen: notSeenBy === undefined ? undefined : { by: notSeenBy, since: notSeenSince ?? view.asOf },
  };
  const rows = await store.listDevices(db, filter, { limit: pageSize, offset: (page - 1) * pageSize, sort });
  const total = store.isOfViewOnly(filter)
    ? await computedOnce(db, 'device count', view, (trx) => store.countDevices(trx, filter))
    : await store.countDevices(db, filter);
  return { rows: [...(await withAttributes(db, rows, view))], total };
}

/** Listed devices with the attributes that they had then. */
export async function withAttributes(
  db: Database,
  devices: readonly store.ListedDevice[],
  { at }: KnownView,
): Promise<readonly DeviceRow[]> {
  const attributes = await readAttributes(
    db,
    devices.map(({ deviceId }) => deviceId),
    at,
  );
  const ofDevice = Map.groupBy(attributes, ({ deviceId }) => deviceId);
  return devices.map((device) => rowOf(device, (ofDevice.get(device.deviceId) ?? []).map(attributeOf)));
}

export function attributeOf({ kind, value, since, toldBy }: KeptAttribute): DeviceAttribute {
  return { kind, value, since, toldBy };
}

function rowOf(device: store.ListedDevice, attributes: DeviceAttribute[]): DeviceRow {
  const { proven, open, disputed, unproven, excepted, inIt, inInfosec, ...row } = device;
  const teams: readonly (Team | null)[] = [inIt ? 'it' : null, inInfosec ? 'infosec' : null];
  return {
    ...row,
    teams: teams.filter((team) => team !== null),
    verdicts: { proven, open, disputed, unproven, excepted },
    attributes,
  };
}
