import { randomUUIDv7 } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import { type DeviceNames, namesOf } from '@baton/domain/identity/device-names.ts';
import { displayName } from '@baton/domain/identity/device-register.ts';
import { type Identifier, identifiersOf, isAddress } from '@baton/domain/identity/identifiers.ts';
import { partsOf } from '@baton/domain/identity/namesakes.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { insertDevices, type RankedName } from '@baton/store/evidence/device-identity.ts';
import { type KeptRecord, moveRecords, readRecords, renameDevice } from '@baton/store/evidence/device-records.ts';

/** What people call a device by one record, and how good that name is: 0 by IT, 1 by InfoSec, 2 an address. */
export function rankedName(names: DeviceNames, team: Team): Omit<RankedName, 'deviceId'> {
  const name = displayName([names]).slice(0, 253) || 'unnamed';
  return { name, rank: isAddress(name) ? 2 : team === 'it' ? 0 : 1 };
}

/**
 * Sets apart what a short name alone had joined, now that several hosts bear that name: each part that belongs together by more than
 * that is a device. The part that IT lists keeps the device with its history.
 *
 * @returns the devices that have other evidence now, to be judged anew
 */
export async function setNamesakesApart(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
  several: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (deviceIds.length === 0) return [];
  const touched: string[] = [];
  const ofDevice = Map.groupBy(await readRecords(trx, deviceIds), ({ deviceId }) => deviceId);
  for (const [deviceId, records] of ofDevice) {
    // IT's records come first, an agent's before all: what is commanded stays where it is.
    const byAgent = (record: KeptRecord) => (record.kind === 'agent' ? 0 : 1);
    const ordered = records.toSorted((a, b) => byAgent(a) - byAgent(b));
    const parts = partsOf(
      ordered.map((record) => ({ record, sourceId: record.sourceId, identifiers: toldBy(record) })),
      several,
    ).toSorted((a, b) => placeOf(a, ordered) - placeOf(b, ordered));
    let left: readonly KeptRecord[] = records;
    for (const part of parts.slice(1)) {
      const leaving = new Set(part.map(({ record }) => record));
      touched.push(deviceId, await setApart(trx, left, leaving));
      left = left.filter((record) => !leaving.has(record));
    }
  }
  return [...new Set(touched)];
}

function placeOf(part: readonly { readonly record: KeptRecord }[], ordered: readonly KeptRecord[]): number {
  return Math.min(...part.map(({ record }) => ordered.indexOf(record)));
}

/**
 * Makes a device of its own of some records of a device.
 *
 * @param records all that the device has
 * @param apartFrom the device, where people say so and their word is to hold; what they said before stays where it is left out
 * @returns the new device
 */
export async function setApart(
  trx: DatabaseTransaction,
  records: readonly KeptRecord[],
  leaving: ReadonlySet<KeptRecord>,
  apartFrom?: string,
): Promise<string> {
  const to = randomUUIDv7();
  const [from = ''] = records.map(({ deviceId }) => deviceId);
  const gone = [...leaving];
  await insertDevices(trx, [{ deviceId: to, ...nameOf(gone) }]);
  await moveRecords(trx, { from, to, sourceIds: gone.map(({ sourceId }) => sourceId), apartFrom, joinedBy: null });
  await rename(trx, to, gone);
  await rename(
    trx,
    from,
    records.filter((record) => !leaving.has(record)),
  );
  return to;
}

/** Names a device by the records that it has. */
export async function rename(
  trx: DatabaseTransaction,
  deviceId: string,
  records: readonly KeptRecord[],
): Promise<void> {
  const identifiers = records.flatMap((record) =>
    toldBy(record).map((identifier) => ({ ...identifier, sourceId: record.sourceId })),
  );
  await renameDevice(trx, { deviceId, ...nameOf(records) }, identifiers);
}

/** Everything that a source's record of a device names. */
export function toldBy({ told, names, shown }: KeptRecord): readonly Identifier[] {
  const all = [...told, ...names.flatMap(identifiersOf), ...identifiersOf(namesOf(shown))];
  return [...new Map(all.map((identifier) => [`${identifier.kind}\n${identifier.value}`, identifier])).values()];
}

function nameOf(records: readonly KeptRecord[]): Omit<RankedName, 'deviceId'> {
  const names = records.flatMap(({ team, shown, names: own }) =>
    (own.length > 0 ? own : [namesOf(shown)]).map((one) => rankedName(one, team)),
  );
  const [best] = names.toSorted((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return best ?? { name: 'unnamed', rank: 2 };
}
