import { type Identifier, isStrong, shortName } from './identifiers.ts';

/** A host as somebody names it: a known device, or a record that is being joined. */
export interface NamedHost {
  readonly identifiers: readonly Identifier[];
  /** The delivery that lists it; null where it is a known device. */
  readonly delivery: string | null;
}

/**
 * Host names that two hosts bear which are not one: "srv01", where srv01.berlin.example and srv01.paris.example are known. Such a
 * name alone says of no record which of them it means. Hosts are two by their domains; within one delivery also by their hardware,
 * because of two deliveries the later may be of a host that was set up anew. An address that both have says as little: a copy of a
 * network for tests has the names and the addresses of what it is a copy of.
 *
 * @returns short names, and addresses
 */
export function namesOfSeveral(hosts: readonly NamedHost[]): ReadonlySet<string> {
  const byName = new Map<string, NamedHost[]>();
  for (const host of hosts)
    for (const { kind, value } of host.identifiers) {
      if (kind !== 'hostname') continue;
      const bearers = byName.get(value);
      if (bearers === undefined) byName.set(value, [host]);
      else bearers.push(host);
    }
  const several = new Set<string>();
  for (const [name, bearers] of byName) for (const value of ofSeveral(name, bearers)) several.add(value);
  return several;
}

/** The name, if several of its bearers are not one host, and the addresses that these share. Linear in what they are called by. */
function ofSeveral(name: string, bearers: readonly NamedHost[]): readonly string[] {
  const isFullName = ({ kind, value }: Identifier) => kind === 'fqdn' && shortName(value) === name;
  const byHardware = hostsOf(bearers, ({ kind }) => isStrong(kind));
  const byAll = hostsOf(bearers, (identifier) => isStrong(identifier.kind) || isFullName(identifier));
  const told = bearers.map(({ identifiers }) => (identifiers.some(isFullName) ? 'told' : null));
  if (isSeveral(byAll, told)) return [name, ...sharedAddresses(bearers, byAll, told)];
  for (const hardware of ['bios-uuid', 'serial'] as const) {
    const deliveries = bearers.map(({ identifiers, delivery }) =>
      identifiers.some(({ kind }) => kind === hardware) ? delivery : null,
    );
    if (isSeveral(byHardware, deliveries)) return [name, ...sharedAddresses(bearers, byHardware, deliveries)];
  }
  return [];
}

/** Numbers the hosts that the bearers are: those that share what counts are one, directly or over others. */
function hostsOf(bearers: readonly NamedHost[], counts: (identifier: Identifier) => boolean): readonly number[] {
  const parents = bearers.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[index] = root;
    return root;
  };
  const firstWith = new Map<string, number>();
  for (const [index, { identifiers }] of bearers.entries())
    for (const identifier of identifiers) {
      if (!counts(identifier)) continue;
      const key = `${identifier.kind}\n${identifier.value}`;
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, index);
      else parents[rootOf(index)] = rootOf(first);
    }
  return bearers.map((_, index) => rootOf(index));
}

/** Whether the bearers of one group are more than one host; those in no group (null) tell nothing of it. */
function isSeveral(hosts: readonly number[], groups: readonly (string | null)[]): boolean {
  const seen = new Map<string, number>();
  return hosts.some((host, index) => {
    const group = groups[index] ?? null;
    if (group === null) return false;
    const first = seen.get(group);
    if (first === undefined) seen.set(group, host);
    return first !== undefined && first !== host;
  });
}

/** The addresses that more than one host of those in a group has. */
function sharedAddresses(
  bearers: readonly NamedHost[],
  hosts: readonly number[],
  groups: readonly (string | null)[],
): readonly string[] {
  const hostOf = new Map<string, number>();
  const shared: string[] = [];
  for (const [index, { identifiers }] of bearers.entries())
    for (const { kind, value } of identifiers) {
      if (kind !== 'ip' || groups[index] === null) continue;
      const host = hosts[index] ?? index;
      const first = hostOf.get(value);
      if (first === undefined) hostOf.set(value, host);
      else if (first !== host) shared.push(value);
    }
  return shared;
}

/** What one source calls a device. */
export interface SourceRecord {
  readonly sourceId: string;
  readonly identifiers: readonly Identifier[];
}

/**
 * The records of one device that still belong together where a short name proves nothing: those that share a strong identifier, a
 * full name or an address, or a short name that one host alone bears. The records of one source stay together.
 */
export function partsOf<R extends SourceRecord>(
  records: readonly R[],
  several: ReadonlySet<string>,
): readonly (readonly R[])[] {
  let parts: (readonly R[])[] = [];
  for (const record of records) {
    const belong = parts.filter((part) => part.some((other) => areOne(record, other, several)));
    parts = [...parts.filter((part) => !belong.includes(part)), [...belong.flat(), record]];
  }
  return parts;
}

function areOne(one: SourceRecord, other: SourceRecord, several: ReadonlySet<string>): boolean {
  return (
    one.sourceId === other.sourceId ||
    sharesAny(
      one.identifiers,
      other.identifiers,
      ({ kind, value }) => kind !== 'os-family' && !((kind === 'hostname' || kind === 'ip') && several.has(value)),
    )
  );
}

function sharesAny(
  left: readonly Identifier[],
  right: readonly Identifier[],
  counts: (identifier: Identifier) => boolean,
): boolean {
  return left.some(
    (identifier) =>
      counts(identifier) && right.some(({ kind, value }) => kind === identifier.kind && value === identifier.value),
  );
}
