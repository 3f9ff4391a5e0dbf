import { type ChooseResult, chooseDevice, type JoinTurn, joinTurnOf, type KnownDevice } from './choose-device.ts';
import type { DeviceNames } from './device-names.ts';
import { findsDevices, type Identifier, identifiersOf, isAddress, shortName } from './identifiers.ts';

interface Entry extends Omit<KnownDevice, 'isKnownToSource' | 'isHeld'> {
  readonly identifiers: Identifier[];
  readonly recordsOf: Set<string>;
  readonly twins: Set<string>;
  readonly sources: Set<string>;
}

/** Where a record comes from. */
export interface RecordOrigin {
  readonly delivery: string;
  /** The tool whose delivery it is: what it named once it names again. */
  readonly source: string;
  /** True for scanners, which may visit one device at two addresses in one report. */
  readonly mergesOwnRecords: boolean;
}

export interface Registered extends ChooseResult {
  readonly deviceId: string;
}

/** Joins records to devices in memory, one record after the other; the server does the same against its tables. */
export class DeviceRegister {
  readonly #entries = new Map<string, Entry>();
  readonly #byIdentifier = new Map<string, Set<string>>();
  readonly #several: ReadonlySet<string>;
  #next = 1;

  /** @param several names and addresses that several hosts bear, by all that will be registered (`namesOfSeveral`) */
  constructor(several: ReadonlySet<string>) {
    this.#several = several;
  }

  /** Finds or makes the device that a record of a source names. */
  register(names: DeviceNames, { delivery, source, mergesOwnRecords }: RecordOrigin): Registered {
    const identifiers = identifiersOf(names);
    const candidates = this.#candidates(identifiers);
    const known = candidates.map((entry) => ({ ...entry, isKnownToSource: entry.sources.has(source), isHeld: false }));
    const result = chooseDevice(identifiers, delivery, known, { mergesOwnRecords, several: this.#several });
    const deviceId = result.choice?.deviceId ?? String(this.#next++);
    this.#learn(deviceId, identifiers, { delivery, source });
    for (const twin of result.twins) {
      this.#entries.get(twin)?.twins.add(deviceId);
      this.#entries.get(deviceId)?.twins.add(twin);
    }
    return { ...result, deviceId };
  }

  /** When a record of an inventory is to be registered among its others. */
  turnOf(names: DeviceNames): JoinTurn {
    const identifiers = identifiersOf(names);
    return joinTurnOf(identifiers, this.#candidates(identifiers));
  }

  /** Devices that share a strong identifier with this one inside one inventory. */
  twinsOf(deviceId: string): ReadonlySet<string> {
    return this.#entries.get(deviceId)?.twins ?? new Set();
  }

  #candidates(identifiers: readonly Identifier[]): Entry[] {
    const ids = new Set<string>();
    for (const { kind, value } of identifiers.filter((one) => findsDevices(one.kind)))
      for (const id of this.#byIdentifier.get(`${kind}\n${value}`) ?? []) ids.add(id);
    return [...ids].flatMap((id) => this.#entries.get(id) ?? []);
  }

  #learn(
    deviceId: string,
    identifiers: readonly Identifier[],
    { delivery, source }: Omit<RecordOrigin, 'mergesOwnRecords'>,
  ): void {
    const entry = this.#entries.get(deviceId) ?? {
      deviceId,
      identifiers: [],
      recordsOf: new Set(),
      sources: new Set(),
      twins: new Set(),
    };
    this.#entries.set(deviceId, entry);
    entry.recordsOf.add(delivery);
    entry.sources.add(source);
    for (const identifier of identifiers) {
      const key = `${identifier.kind}\n${identifier.value}`;
      const ids = this.#byIdentifier.get(key) ?? new Set();
      if (ids.has(deviceId)) continue;
      this.#byIdentifier.set(key, ids.add(deviceId));
      entry.identifiers.push(identifier);
    }
  }
}

/** The name that people see: IT's word first, an address only where there is nothing else. */
export function displayName(candidates: readonly DeviceNames[]): string {
  for (const names of candidates) if (!isAddress(names.shown)) return shownBare(names.shown);
  for (const names of candidates) {
    const name = names.hostnames.find((host) => !isAddress(host)) ?? names.fqdns.find((fqdn) => !isAddress(fqdn));
    if (name) return shortName(name);
  }
  return candidates[0]?.shown ?? 'unnamed';
}

function shownBare(shown: string): string {
  return shown.slice(shown.lastIndexOf('\\') + 1).replace(/\$$/, '');
}
