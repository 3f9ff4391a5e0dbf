import type { DeviceRow } from '@baton/contract/devices.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import * as store from '@baton/store/evidence/list-devices.ts';

export interface DeviceQuery {
  readonly search?: string | undefined;
  readonly missingFrom?: Team | undefined;
  readonly enrolled?: 'true' | 'false' | undefined;
  readonly page: number;
  readonly pageSize: number;
  readonly sort?: string | undefined;
}

/** Devices with their cells by verdict. */
export async function listDevices(
  db: Database,
  { page, pageSize, sort, search, missingFrom, enrolled }: DeviceQuery,
): Promise<{ rows: DeviceRow[]; total: number }> {
  const filter = { search, missingFrom, enrolled: enrolled === undefined ? undefined : enrolled === 'true' };
  const { rows, total } = await store.listDevices(db, filter, { limit: pageSize, offset: (page - 1) * pageSize, sort });
  return { rows: rows.map(rowOf), total };
}

export function rowOf(device: store.ListedDevice): DeviceRow {
  const { proven, open, disputed, unproven, excepted, inIt, inInfosec, ...row } = device;
  const teams: readonly (Team | null)[] = [inIt ? 'it' : null, inInfosec ? 'infosec' : null];
  return {
    ...row,
    teams: teams.filter((team) => team !== null),
    verdicts: { proven, open, disputed, unproven, excepted },
  };
}
