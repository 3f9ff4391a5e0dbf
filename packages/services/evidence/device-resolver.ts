import { randomUUIDv7 } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import { chooseDevice, joinTurnOf, type KnownDevice } from '@baton/domain/identity/choose-device.ts';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import { findsDevices, type Identifier, identifiersOf, isStrong } from '@baton/domain/identity/identifiers.ts';
import { namesOfSeveral } from '@baton/domain/identity/namesakes.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import {
  type DeviceRecord,
  type DeviceWithIdentifiers,
  findDevicesByIdentifiers,
  improveNames,
  insertDevices,
  insertIdentifiers,
  insertTwins,
  keepRecords,
  lockIdentity,
  type RankedName,
  type Twins,
} from '@baton/store/evidence/device-identity.ts';
import { rankedName, setNamesakesApart } from './set-apart.ts';

export interface Resolved {
  readonly deviceId: string;
  readonly isNew: boolean;
}

export interface ResolverOptions {
  readonly sourceId: string;
  readonly team: Team;
  /** True where one delivery may hold several records of one device, which are joined: a scanner visits it at two addresses. */
  readonly mergesOwnRecords: boolean;
}

interface Entry extends KnownDevice {
  readonly identifiers: Identifier[];
  readonly recordsOf: Set<string>;
}

/** Within one delivery there is one inventory: this one. */
const THIS_DELIVERY = 'this delivery';

/**
 * Joins the records of one delivery to devices, batch after batch, by exact identifiers (domain/identity). Makes the devices
 * that nobody knows yet, and learns the names. Until the transaction ends no other one joins records.
 */
export class DeviceResolver {
  readonly #trx: DatabaseTransaction;
  readonly #options: ResolverOptions;
  readonly #recordsOf = new Set<string>();
  readonly #setApart = new Set<string>();
  #locked = false;

  constructor(trx: DatabaseTransaction, options: ResolverOptions) {
    this.#trx = trx;
    this.#options = options;
  }

  /**
   * Answers in the order of the records. Null for a record whose turn has not come: one of an inventory that bears a known
   * device's strong identifier under another name. Such are given again when all others of the delivery are joined.
   *
   * @param isLast whether no others follow, so that every record is joined
   */
  async resolve(records: readonly DeviceNames[], isLast: boolean): Promise<readonly (Resolved | null)[]> {
    if (!this.#locked) await lockIdentity(this.#trx);
    this.#locked = true;
    const known = await this.#known(records);
    const several = namesOfSeveral([
      ...known.map(({ identifiers }) => ({ identifiers, delivery: null })),
      ...records.map((names) => ({ identifiers: identifiersOf(names), delivery: THIS_DELIVERY })),
    ]);
    const candidates = (await this.#separate(known, several)) ? await this.#known(records) : known;
    const batch = new Batch(candidates.map(this.#entryOf), several, this.#options);
    const resolved = batch.joinAll(records, isLast);
    for (const one of resolved) if (one !== null) this.#recordsOf.add(one.deviceId);
    await this.#keep(batch);
    return resolved;
  }

  /** Devices of which records were set apart, and those made of them: they have other evidence now. */
  get setApart(): readonly string[] {
    return [...this.#setApart];
  }

  #known(records: readonly DeviceNames[]): Promise<readonly DeviceWithIdentifiers[]> {
    return findDevicesByIdentifiers(
      this.#trx,
      records.flatMap(identifiersOf).filter(({ kind }) => findsDevices(kind)),
      this.#options.sourceId,
    );
  }

  /** Whether it set anything apart. */
  async #separate(known: readonly DeviceWithIdentifiers[], several: ReadonlySet<string>): Promise<boolean> {
    if (several.size === 0) return false;
    const doubtful = known.filter(
      ({ identifiers, isJoinedByName }) =>
        isJoinedByName && identifiers.some(({ kind, value }) => kind === 'hostname' && several.has(value)),
    );
    const touched = await setNamesakesApart(
      this.#trx,
      doubtful.map(({ deviceId }) => deviceId),
      several,
    );
    for (const deviceId of touched) this.#setApart.add(deviceId);
    return touched.length > 0;
  }

  readonly #entryOf = ({ deviceId, identifiers, isKnownToSource, isHeld }: DeviceWithIdentifiers): Entry => ({
    deviceId,
    identifiers: [...identifiers],
    isKnownToSource,
    isHeld,
    recordsOf: new Set(this.#recordsOf.has(deviceId) ? [THIS_DELIVERY] : []),
  });

  async #keep(batch: Batch): Promise<void> {
    await insertDevices(this.#trx, batch.made);
    await improveNames(this.#trx, batch.named);
    await insertIdentifiers(this.#trx, this.#options.sourceId, batch.learned);
    await keepRecords(this.#trx, this.#options.sourceId, batch.records);
    await insertTwins(this.#trx, batch.twins);
  }
}

/** Decides record after record in memory; what it made and learned is written at once afterwards. */
class Batch {
  readonly made: RankedName[] = [];
  readonly named: RankedName[] = [];
  readonly learned: (Identifier & { readonly deviceId: string })[] = [];
  readonly records: DeviceRecord[] = [];
  readonly twins: Twins[] = [];
  readonly #options: ResolverOptions;
  readonly #several: ReadonlySet<string>;
  readonly #entries = new Map<string, Entry>();
  readonly #byIdentifier = new Map<string, Set<string>>();

  constructor(candidates: readonly Entry[], several: ReadonlySet<string>, options: ResolverOptions) {
    this.#options = options;
    this.#several = several;
    for (const entry of candidates) {
      this.#entries.set(entry.deviceId, entry);
      for (const identifier of entry.identifiers) this.#index(identifier, entry.deviceId);
    }
  }

  /** Answers in the order of the records; null for those whose turn has not come. A scanner has no ghosts. */
  joinAll(records: readonly DeviceNames[], isLast: boolean): readonly (Resolved | null)[] {
    if (this.#options.mergesOwnRecords) return records.map((names) => this.#join(names));
    const turns = records.map((names) => {
      const identifiers = identifiersOf(names);
      return joinTurnOf(identifiers, this.#sharing(identifiers));
    });
    const resolved: (Resolved | null)[] = records.map(() => null);
    for (const turn of isLast ? (['first', 'then', 'last'] as const) : (['first', 'then'] as const))
      for (const [index, names] of records.entries()) if (turns[index] === turn) resolved[index] = this.#join(names);
    return resolved;
  }

  #join(names: DeviceNames): Resolved {
    const identifiers = identifiersOf(names);
    const { choice, twins } = chooseDevice(identifiers, THIS_DELIVERY, this.#sharing(identifiers), {
      mergesOwnRecords: this.#options.mergesOwnRecords,
      several: this.#several,
    });
    // By time (RFC 9562, version 7): devices that came together lie together, in every index and on every page that judging reads.
    const deviceId = choice?.deviceId ?? randomUUIDv7();
    const name = { deviceId, ...rankedName(names, this.#options.team) };
    if (choice === null) {
      this.made.push(name);
      this.#entries.set(deviceId, {
        deviceId,
        identifiers: [],
        recordsOf: new Set(),
        isKnownToSource: true,
        isHeld: false,
      });
    } else this.named.push(name);
    this.#learn(deviceId, identifiers);
    this.records.push({ deviceId, shown: names.shown.slice(0, 253), joinedBy: choice?.joinedBy ?? null });
    for (const twinOf of twins) this.#noteTwin(deviceId, twinOf, identifiers);
    return { deviceId, isNew: choice === null };
  }

  #sharing(identifiers: readonly Identifier[]): readonly Entry[] {
    const ids = new Set(
      identifiers
        .filter(({ kind }) => findsDevices(kind))
        .flatMap((identifier) => [...(this.#byIdentifier.get(keyOf(identifier)) ?? [])]),
    );
    return [...ids].flatMap((id) => this.#entries.get(id) ?? []);
  }

  #learn(deviceId: string, identifiers: readonly Identifier[]): void {
    const entry = this.#entries.get(deviceId);
    entry?.recordsOf.add(THIS_DELIVERY);
    for (const identifier of identifiers) {
      if (this.#byIdentifier.get(keyOf(identifier))?.has(deviceId) === true) continue;
      this.#index(identifier, deviceId);
      entry?.identifiers.push(identifier);
      this.learned.push({ ...identifier, deviceId });
    }
  }

  #index(identifier: Identifier, deviceId: string): void {
    const key = keyOf(identifier);
    const ids = this.#byIdentifier.get(key);
    if (ids === undefined) this.#byIdentifier.set(key, new Set([deviceId]));
    else ids.add(deviceId);
  }

  #noteTwin(deviceId: string, twinOf: string, identifiers: readonly Identifier[]): void {
    const theirs = new Set(this.#entries.get(twinOf)?.identifiers.map(keyOf));
    const sharing = identifiers.find((identifier) => isStrong(identifier.kind) && theirs.has(keyOf(identifier)));
    if (sharing !== undefined && twinOf !== deviceId) this.twins.push({ deviceId, twinOf, sharing });
  }
}

function keyOf({ kind, value }: Identifier): string {
  return `${kind}\n${value}`;
}
