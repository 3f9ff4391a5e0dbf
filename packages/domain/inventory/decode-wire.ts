import type {
  Candidate,
  InstalledKernel,
  InstalledPackage,
  Inventory,
  InventoryNames,
  OperatingSystem,
  RestartNeeded,
  SystemState,
} from './inventory.ts';
import type { InventoryWire, PackageTuple, Section } from './wire.ts';

/** A section's text is not what encodeInventory writes. Says which section and which field. */
export class WireError extends Error {
  readonly section: Section;
  constructor(section: Section, what: string, cause?: unknown) {
    super(`inventory section "${section}": ${what}`, { cause });
    this.name = 'WireError';
    this.section = section;
  }
}

const LONGEST_TEXT = 4_096;
const MOST_ITEMS = 100_000;

/**
 * Reads the sections back. Every field is checked, because the text comes from a device that is not trusted further than
 * its own facts. Hand-written and not a schema: 500 packages take 0.1 ms, and each new inventory pays it.
 *
 * @throws WireError
 */
export function decodeInventory(wire: InventoryWire): Inventory {
  return {
    names: section(wire, 'names', names),
    system: section(wire, 'system', system),
    packages: section(wire, 'packages', list(installedPackage)),
    candidates: section(wire, 'candidates', list(candidate)),
    ...section(wire, 'restarts', restarts),
  };
}

/** Checks one section alone. @throws WireError */
export function checkSection(name: Section, text: string): void {
  section({ [name]: text }, name, readers[name]);
}

/** Reads the section of packages alone. @throws WireError */
export function decodePackages(text: string): readonly InstalledPackage[] {
  return section({ packages: text }, 'packages', list(installedPackage));
}

function section<T>(wire: Partial<InventoryWire>, name: Section, read: (value: unknown) => T): T {
  try {
    return read(JSON.parse(wire[name] ?? ''));
  } catch (cause) {
    throw new WireError(name, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const names = (value: unknown): InventoryNames => {
  const from = record(value);
  return {
    hostname: text(from.hostname, 'hostname'),
    fqdn: textOrNull(from.fqdn, 'fqdn'),
    machineId: textOrNull(from.machineId, 'machineId'),
    biosUuid: textOrNull(from.biosUuid, 'biosUuid'),
    serial: textOrNull(from.serial, 'serial'),
    macs: texts(from.macs, 'macs'),
    ips: texts(from.ips, 'ips'),
  };
};

const system = (value: unknown): SystemState => {
  const from = record(value);
  const reboot = record(from.rebootRequired);
  return {
    os: operatingSystem(from.os),
    bootId: textOrNull(from.bootId, 'bootId'),
    bootedAt: timeOrNull(from.bootedAt, 'bootedAt'),
    kernels: list(kernel)(from.kernels),
    rebootRequired: {
      flagged: flag(reboot.flagged, 'flagged'),
      packages: texts(reboot.packages, 'rebootRequired.packages'),
      olderKernelRuns: flag(reboot.olderKernelRuns, 'olderKernelRuns'),
    },
  };
};

function operatingSystem(value: unknown): OperatingSystem {
  const from = record(value);
  if (from.family !== 'linux' && from.family !== 'windows') throw new Error('os.family is neither linux nor windows');
  return {
    family: from.family,
    distribution: textOrNull(from.distribution, 'distribution'),
    title: text(from.title, 'title'),
    version: textOrNull(from.version, 'version'),
    kernelRelease: textOrNull(from.kernelRelease, 'kernelRelease'),
    build: textOrNull(from.build, 'build'),
  };
}

function kernel(value: unknown): InstalledKernel {
  const from = record(value);
  return {
    package: text(from.package, 'package'),
    version: text(from.version, 'version'),
    release: text(from.release, 'release'),
  };
}

function installedPackage(value: unknown): InstalledPackage {
  const [name, version, architecture, source, sourceVersion, installed] = packageTuple(value);
  return {
    name,
    version,
    architecture,
    source: source ?? name,
    sourceVersion: sourceVersion ?? version,
    installedAt: timeFromSeconds(installed),
  };
}

/** Checked and no more: what an intake needs of the longest section takes a third of the time of reading it. */
function packageTuple(value: unknown): PackageTuple {
  const [name, version, architecture, source, sourceVersion, installed] = tuple(value, 6);
  return [
    text(name, 'name'),
    text(version, 'version'),
    text(architecture, 'architecture'),
    textOrNull(source, 'source'),
    textOrNull(sourceVersion, 'source version'),
    secondsOrNull(installed, 'installed'),
  ];
}

function candidate(value: unknown): Candidate {
  const [name, version, sourceVersion, origin] = tuple(value, 4);
  const ownVersion = text(version, 'version');
  return {
    package: text(name, 'package'),
    version: ownVersion,
    sourceVersion: sourceVersion === '=' ? ownVersion : textOrNull(sourceVersion, 'source version'),
    origin: textOrNull(origin, 'origin'),
  };
}

function restarts(value: unknown): Pick<Inventory, 'restartNeeded' | 'allProcessesSeen'> {
  const from = record(value);
  return { restartNeeded: list(restart)(from.processes), allProcessesSeen: flag(from.allSeen, 'allSeen') };
}

function restart(value: unknown): RestartNeeded {
  const [pid, command, started, files, packages] = tuple(value, 5);
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1)
    throw new Error('pid is not a positive integer');
  return {
    pid,
    command: text(command, 'command'),
    startedAt: timeFromSeconds(secondsOrNull(started, 'started')),
    files: texts(files, 'files'),
    packages: texts(packages, 'packages'),
  };
}

const readers: Readonly<Record<Section, (value: unknown) => unknown>> = {
  names,
  system,
  packages: list(packageTuple),
  candidates: list(candidate),
  restarts,
};

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('an object was expected');
  return { ...value };
}

function list<T>(read: (item: unknown) => T): (value: unknown) => readonly T[] {
  return (value) => {
    if (!Array.isArray(value)) throw new Error('a list was expected');
    if (value.length > MOST_ITEMS) throw new Error(`more than ${MOST_ITEMS} items`);
    return value.map(read);
  };
}

function tuple(value: unknown, length: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length !== length) throw new Error(`a tuple of ${length} was expected`);
  return value;
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${field} is not a text`);
  if (value.length > LONGEST_TEXT) throw new Error(`${field} is longer than ${LONGEST_TEXT} characters`);
  return value;
}

function textOrNull(value: unknown, field: string): string | null {
  return value === null ? null : text(value, field);
}

function texts(value: unknown, field: string): readonly string[] {
  return list((item) => text(item, field))(value);
}

function flag(value: unknown, field: string): boolean {
  if (typeof value !== 'boolean') throw new Error(`${field} is not true or false`);
  return value;
}

function timeOrNull(value: unknown, field: string): string | null {
  if (value === null) return null;
  return Temporal.Instant.from(text(value, field)).toString({
    smallestUnit: 'second',
  });
}

function secondsOrNull(value: unknown, field: string): number | null {
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || Math.abs(value) > 8_640_000_000) {
    throw new Error(`${field} is not a time in epoch seconds`);
  }
  return value;
}

/** Formatted by Date and not by Temporal: a twentieth of the time, at 500 a section. */
function timeFromSeconds(seconds: number | null): string | null {
  return seconds === null ? null : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
