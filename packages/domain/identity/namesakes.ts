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
 * because of two deliveries the later may be of a host that was set up anew.
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
  for (const [name, bearers] of byName)
    if (bearers.some((one, index) => bearers.slice(index + 1).some((other) => areTwo(name, one, other))))
      several.add(name);
  return several;
}

function areTwo(name: string, one: NamedHost, other: NamedHost): boolean {
  if (sharesAny(one.identifiers, other.identifiers, ({ kind }) => isStrong(kind))) return false;
  const isFullName = ({ kind, value }: Identifier) => kind === 'fqdn' && shortName(value) === name;
  if (differ(one.identifiers, other.identifiers, isFullName)) return true;
  if (one.delivery === null || one.delivery !== other.delivery) return false;
  return (['bios-uuid', 'serial'] as const).some((kind) =>
    differ(one.identifiers, other.identifiers, (identifier) => identifier.kind === kind),
  );
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
      ({ kind, value }) => kind !== 'os-family' && !(kind === 'hostname' && several.has(value)),
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

function differ(
  left: readonly Identifier[],
  right: readonly Identifier[],
  counts: (identifier: Identifier) => boolean,
): boolean {
  return left.some(counts) && right.some(counts) && !sharesAny(left, right, counts);
}
