import { isNetbiosCutOf } from '../identifiers/host-name.ts';
import { findsDevices, IDENTIFIER_KINDS, type Identifier, type IdentifierKind, isStrong } from './identifiers.ts';

/** A device that is already known, with everything that any source calls it. */
export interface KnownDevice {
  readonly deviceId: string;
  readonly identifiers: readonly Identifier[];
  /** Deliveries, and inventories, that have a record of it already. */
  readonly recordsOf: ReadonlySet<string>;
  /** Whether the record's source knows it from before. */
  readonly isKnownToSource: boolean;
  /** Whether people said that what the record's source calls so is this device, and no other. */
  readonly isHeld: boolean;
}

export interface ChooseOptions {
  /** True for scanners, which may visit one device at two addresses in one report. */
  readonly mergesOwnRecords: boolean;
  /** Names and addresses that several hosts bear (`namesOfSeveral`): alone they join nothing, but to what the source named so before. */
  readonly several: ReadonlySet<string>;
}

export interface Choice {
  readonly deviceId: string;
  /** The strongest identifier that joined them: the evidence of the join. */
  readonly joinedBy: Identifier;
}

export interface ChooseResult {
  readonly choice: Choice | null;
  /** Devices that share a strong identifier with the record and are nevertheless others in the same inventory: twins. */
  readonly twins: readonly string[];
}

/**
 * Decides which known device a record names. Exact identifiers only, the strongest first. A record is not joined over a name when
 * strong identifiers of the same kind contradict, nor over a short name when the domains do, nor over an address when both have
 * names or are other kinds of system. A short name that several hosts bear joins nothing alone. Of two equally good devices the one
 * that the source knows is taken, and what people said comes before all. Two records of one inventory with one strong identifier
 * stay two devices and are told as twins, so that a ghost is seen; of one scan they do where they are clones.
 */
export function chooseDevice(
  identifiers: readonly Identifier[],
  sourceKey: string,
  candidates: readonly KnownDevice[],
  { mergesOwnRecords, several }: ChooseOptions,
): ChooseResult {
  const twins: string[] = [];
  let best: Choice | null = null;
  let bestRank: number = IDENTIFIER_KINDS.length;
  let tied = false;
  for (const candidate of candidates) {
    const joinedBy = strongestShared(identifiers, candidate.identifiers);
    if (!joinedBy || contradicts(identifiers, candidate.identifiers, joinedBy.kind)) continue;
    if (joinedBy.kind === 'hostname' && !isNamedByIt(identifiers, candidate, several)) continue;
    if (candidate.recordsOf.has(sourceKey) && (!mergesOwnRecords || isClone(identifiers, candidate, joinedBy.kind))) {
      if (isStrong(joinedBy.kind)) twins.push(candidate.deviceId);
      continue;
    }
    const rank = rankOf(joinedBy.kind, identifiers, candidate);
    if (rank < bestRank) {
      best = { deviceId: candidate.deviceId, joinedBy };
      bestRank = rank;
      tied = false;
    } else if (rank === bestRank) tied = true;
  }
  // Two equally good candidates over a weak identifier prove nothing; over a strong one they are twins and the first is taken.
  if (tied && best && !isStrong(best.joinedBy.kind)) return { choice: null, twins };
  return { choice: best, twins };
}

/**
 * Two hosts of one scan that bear one BIOS UUID or serial, other names and other addresses are clones of one image or boards of one
 * batch. One device at two addresses has one name at both.
 */
function isClone(identifiers: readonly Identifier[], candidate: KnownDevice, joinedOver: IdentifierKind): boolean {
  if (joinedOver !== 'bios-uuid' && joinedOver !== 'serial') return false;
  return differs('hostname', identifiers, candidate.identifiers) && differs('ip', identifiers, candidate.identifiers);
}

/**
 * When a record of an inventory is joined, so that neither a ghost nor a bare name takes the place of a device that another record
 * of it names better: first those that name a known device by a strong identifier and by its host name, last those that bear a
 * known device's strong identifier under another name. Those are ghosts, or devices renamed since.
 */
export type JoinTurn = 'first' | 'then' | 'last';

export function joinTurnOf(
  identifiers: readonly Identifier[],
  candidates: readonly Pick<KnownDevice, 'identifiers'>[],
): JoinTurn {
  let turn: JoinTurn = 'then';
  for (const candidate of candidates) {
    const joinedBy = strongestShared(identifiers, candidate.identifiers);
    if (joinedBy === null || !isStrong(joinedBy.kind)) continue;
    if (shares('hostname', identifiers, candidate.identifiers)) return 'first';
    if (differs('hostname', identifiers, candidate.identifiers)) turn = 'last';
  }
  return turn;
}

/** The strongest identifier by which devices are found that both have. */
export function strongestShared(left: readonly Identifier[], right: readonly Identifier[]): Identifier | null {
  const theirs = new Set(right.map((identifier) => `${identifier.kind}\n${identifier.value}`));
  return left.find(({ kind, value }) => findsDevices(kind) && theirs.has(`${kind}\n${value}`)) ?? null;
}

/** Whether a short name that joins them names this one host, and not another that bears it too. */
function isNamedByIt(
  identifiers: readonly Identifier[],
  candidate: KnownDevice,
  several: ReadonlySet<string>,
): boolean {
  const says = ({ kind, value }: Identifier) => (kind === 'hostname' || kind === 'ip') && !several.has(value);
  const theirs = new Set(candidate.identifiers.filter(says).map(({ kind, value }) => `${kind}\n${value}`));
  return (
    candidate.isKnownToSource ||
    identifiers.some((identifier) => says(identifier) && theirs.has(`${identifier.kind}\n${identifier.value}`))
  );
}

/**
 * Less is better. Among twins that share a serial, the one that also shares the host name comes first; then the one that the source
 * knows.
 */
function rankOf(kind: IdentifierKind, left: readonly Identifier[], candidate: KnownDevice): number {
  if (candidate.isHeld) return -1;
  const rank = (IDENTIFIER_KINDS as readonly IdentifierKind[]).indexOf(kind);
  const sharesName = isStrong(kind) && shares('hostname', left, candidate.identifiers);
  return rank - (sharesName ? 0.5 : 0) - (candidate.isKnownToSource ? 0.25 : 0);
}

function contradicts(left: readonly Identifier[], right: readonly Identifier[], joinedOver: IdentifierKind): boolean {
  if (isStrong(joinedOver)) return false;
  if (differs('bios-uuid', left, right) || differs('serial', left, right)) return true;
  if (joinedOver === 'hostname') return differs('fqdn', left, right);
  // An address moves with the next lease: it joins nothing that has other names, or another kind of system.
  if (joinedOver === 'ip')
    return (differs('hostname', left, right) && !isCut(left, right)) || differs('os-family', left, right);
  return false;
}

/** The one's name is the other's as NetBIOS cuts it. */
function isCut(left: readonly Identifier[], right: readonly Identifier[]): boolean {
  return namesOf(left).some((a) => namesOf(right).some((b) => isNetbiosCutOf(a, b) || isNetbiosCutOf(b, a)));
}

function namesOf(identifiers: readonly Identifier[]): readonly string[] {
  return identifiers.filter(({ kind }) => kind === 'hostname').map(({ value }) => value);
}

function differs(kind: IdentifierKind, left: readonly Identifier[], right: readonly Identifier[]): boolean {
  return has(kind, left) && has(kind, right) && !shares(kind, left, right);
}

function has(kind: IdentifierKind, identifiers: readonly Identifier[]): boolean {
  return identifiers.some((identifier) => identifier.kind === kind);
}

function shares(kind: IdentifierKind, left: readonly Identifier[], right: readonly Identifier[]): boolean {
  const values = new Set(right.filter((identifier) => identifier.kind === kind).map((identifier) => identifier.value));
  return left.some((identifier) => identifier.kind === kind && values.has(identifier.value));
}
