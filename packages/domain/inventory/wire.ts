import type { Candidate, InstalledPackage, Inventory, RestartNeeded } from './inventory.ts';

/**
 * The compact form in which an inventory travels and is kept. Each section is one canonical JSON text: the same facts
 * give the same bytes, so a section is known by the SHA-256 of its text and an unchanged check-in sends hashes alone.
 * Long sections are lists of tuples; a null in a tuple says "same as the field it usually repeats".
 */
export const SECTIONS = ['names', 'system', 'packages', 'candidates', 'restarts'] as const;
export type Section = (typeof SECTIONS)[number];

/** Canonical text of each section. */
export type InventoryWire = Readonly<Record<Section, string>>;
/** Hash of each section's text. */
export type SectionHashes = Readonly<Record<Section, string>>;

/** [name, version, architecture, source or null (= name), source version or null (= version), installed, in epoch seconds] */
export type PackageTuple = readonly [string, string, string, string | null, string | null, number | null];

/** Orders what has no order of its own and writes every section. */
export function encodeInventory(inventory: Inventory): InventoryWire {
  const { names, system } = inventory;
  return {
    names: JSON.stringify({
      hostname: names.hostname,
      fqdn: names.fqdn,
      machineId: names.machineId,
      biosUuid: names.biosUuid,
      serial: names.serial,
      macs: [...names.macs].sort(),
      ips: [...names.ips].sort(),
    }),
    system: JSON.stringify({
      os: {
        family: system.os.family,
        distribution: system.os.distribution,
        title: system.os.title,
        version: system.os.version,
        kernelRelease: system.os.kernelRelease,
        build: system.os.build,
      },
      bootId: system.bootId,
      bootedAt: system.bootedAt,
      kernels: [...system.kernels].sort(by((kernel) => kernel.package)).map((kernel) => ({
        package: kernel.package,
        version: kernel.version,
        release: kernel.release,
      })),
      rebootRequired: {
        flagged: system.rebootRequired.flagged,
        packages: [...system.rebootRequired.packages].sort(),
        olderKernelRuns: system.rebootRequired.olderKernelRuns,
      },
    }),
    packages: JSON.stringify(
      [...inventory.packages].sort(by((item) => `${item.name} ${item.architecture}`)).map(packageTuple),
    ),
    candidates: JSON.stringify([...inventory.candidates].sort(by((item) => item.package)).map(candidateTuple)),
    restarts: JSON.stringify({
      allSeen: inventory.allProcessesSeen,
      processes: [...inventory.restartNeeded].sort((a, b) => a.pid - b.pid).map(restartTuple),
    }),
  };
}

/** @param hash SHA-256 of a text, as the caller's platform gives it. */
export function hashSections(wire: InventoryWire, hash: (text: string) => string): SectionHashes {
  return {
    names: hash(wire.names),
    system: hash(wire.system),
    packages: hash(wire.packages),
    candidates: hash(wire.candidates),
    restarts: hash(wire.restarts),
  };
}

function packageTuple(item: InstalledPackage): PackageTuple {
  return [
    item.name,
    item.version,
    item.architecture,
    item.source === item.name ? null : item.source,
    item.sourceVersion === item.version ? null : item.sourceVersion,
    epochSeconds(item.installedAt),
  ];
}

function candidateTuple(item: Candidate): readonly (string | null)[] {
  return [item.package, item.version, item.sourceVersion === item.version ? '=' : item.sourceVersion, item.origin];
}

function restartTuple(item: RestartNeeded): readonly unknown[] {
  return [item.pid, item.command, epochSeconds(item.startedAt), [...item.files].sort(), [...item.packages].sort()];
}

function epochSeconds(time: string | null): number | null {
  return time === null ? null : Math.floor(Temporal.Instant.from(time).epochMilliseconds / 1000);
}

/** Plain code-point order: the same on every machine, whatever its locale. */
function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
