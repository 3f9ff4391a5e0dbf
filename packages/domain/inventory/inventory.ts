import type { DeviceNames } from '../identity/device-names.ts';

/**
 * What a device says of itself at one moment: the word of IT's own agent. It is split into sections that change at
 * different paces, so that a check-in sends only those that did (see wire.ts).
 */
export interface Inventory {
  readonly names: InventoryNames;
  readonly system: SystemState;
  /** Installed software, ordered by name, then architecture. */
  readonly packages: readonly InstalledPackage[];
  /** Upgrades that the package manager would make now, ordered by package. Empty also where it could not be asked. */
  readonly candidates: readonly Candidate[];
  /** Processes that still use replaced files, ordered by pid. */
  readonly restartNeeded: readonly RestartNeeded[];
  /** False where the agent may not look into every process (it is not root): then an empty list proves nothing. */
  readonly allProcessesSeen: boolean;
}

/** Names under which the device knows itself. Null or empty: not to be had, never "no". */
export interface InventoryNames {
  readonly hostname: string;
  readonly fqdn: string | null;
  /** systemd's machine-id: 32 hex digits. Clones of one image may share it. */
  readonly machineId: string | null;
  readonly biosUuid: string | null;
  readonly serial: string | null;
  readonly macs: readonly string[];
  readonly ips: readonly string[];
}

/** The running system: what is booted, since when, which kernels lie beside it. */
export interface SystemState {
  readonly os: OperatingSystem;
  /** Changes with every boot; a container shares its host's. Null where the system has none. */
  readonly bootId: string | null;
  /** ISO-8601 with Z, whole seconds. */
  readonly bootedAt: string | null;
  /** Kernels that are installed as packages, ordered by package. */
  readonly kernels: readonly InstalledKernel[];
  readonly rebootRequired: RebootRequired;
}

export interface OperatingSystem {
  readonly family: 'linux' | 'windows';
  /** "debian:12"; null where the system does not say. */
  readonly distribution: string | null;
  /** For people: "Debian GNU/Linux 12 (bookworm)". */
  readonly title: string;
  /** "12.12"; Windows: the display version "22H2". */
  readonly version: string | null;
  /** Running kernel's release ("6.1.0-31-amd64"); Windows: null. */
  readonly kernelRelease: string | null;
  /** Windows: "19045.5011"; else null. */
  readonly build: string | null;
}

export interface InstalledKernel {
  /** "linux-image-6.1.0-31-amd64" */
  readonly package: string;
  readonly version: string;
  /** What `uname -r` says when it runs: "6.1.0-31-amd64". */
  readonly release: string;
}

/** Whether what is installed waits for a reboot, and how that was found. */
export interface RebootRequired {
  /** The distribution's flag file (/run/reboot-required) stands there. */
  readonly flagged: boolean;
  /** Packages that asked for it (/run/reboot-required.pkgs). */
  readonly packages: readonly string[];
  /** The running kernel's release is known, and newer kernels are installed than it. A container's kernel is its host's: false. */
  readonly olderKernelRuns: boolean;
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Source package that it was built from; its own name where the package manager names none. */
  readonly source: string;
  readonly sourceVersion: string;
  /** ISO-8601 with Z, whole seconds: when this version was unpacked; null where unknown. */
  readonly installedAt: string | null;
}

export interface Candidate {
  readonly package: string;
  readonly version: string;
  /** Version of the source package of the candidate; null where the package manager does not say. */
  readonly sourceVersion: string | null;
  /** Archive that offers it, as the package manager writes it: "bookworm-security/main". */
  readonly origin: string | null;
}

export interface RestartNeeded {
  readonly pid: number;
  /** Name of the process, without its arguments (they may hold secrets). */
  readonly command: string;
  /** ISO-8601 with Z, whole seconds. */
  readonly startedAt: string | null;
  /** Replaced files that it still maps, ordered. */
  readonly files: readonly string[];
  /** Packages that own these files now, ordered; empty where nobody does. */
  readonly packages: readonly string[];
}

/** The names in the words of identity resolution. */
export function deviceNamesOf(names: InventoryNames): DeviceNames {
  return {
    shown: names.hostname,
    hostnames: [names.hostname],
    fqdns: present(names.fqdn),
    ips: names.ips,
    macs: names.macs,
    biosUuids: present(names.biosUuid),
    serials: present(names.serial),
    agentIds: names.machineId === null ? [] : [`machine-id:${names.machineId}`],
  };
}

function present(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}
