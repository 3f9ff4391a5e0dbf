import { access } from 'node:fs/promises';
import { release, version } from 'node:os';
import { join } from 'node:path';
import type {
  InstalledKernel,
  InstalledPackage,
  OperatingSystem,
  RebootRequired,
  SystemState,
} from '@baton/domain/inventory/inventory.ts';
import { compareVersions } from '@baton/domain/versions/compare.ts';
import type { DeviceView, InventorySource } from './inventory-source.ts';
import { readText } from './read-text.ts';

export const linuxSystem: InventorySource = {
  id: 'linux-system',
  gives: 'system',
  applies: async () => process.platform === 'linux',
  async read(device, known) {
    return { system: await readSystem(device, known.packages ?? []) };
  },
};

async function readSystem(device: DeviceView, packages: readonly InstalledPackage[]): Promise<SystemState> {
  const { root } = device;
  const kernels = installedKernels(packages);
  const bootId = await readText(join(root, 'proc/sys/kernel/random/boot_id'));
  return {
    os: await operatingSystem(root),
    bootId,
    bootedAt: await bootTime(device, bootId),
    kernels,
    rebootRequired: await rebootRequired(root, kernels),
  };
}

/** os-release(5), and on Debian the point release from debian_version. */
async function operatingSystem(root: string): Promise<OperatingSystem> {
  const text =
    (await readText(join(root, 'etc/os-release'))) ?? (await readText(join(root, 'usr/lib/os-release'))) ?? '';
  const fields = shellFields(text);
  const id = fields.get('ID') ?? null;
  const version = fields.get('VERSION_ID') ?? null;
  const point = id === 'debian' ? await readText(join(root, 'etc/debian_version')) : null;
  return {
    family: 'linux',
    distribution: id !== null && version !== null ? `${id}:${version}` : id,
    title: fields.get('PRETTY_NAME') ?? 'Linux',
    version: point ?? version,
    kernelRelease: release(),
    build: null,
  };
}

function shellFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line.trim());
    const value = match?.[2] ?? match?.[3] ?? match?.[4];
    if (match?.[1] !== undefined && value !== undefined) fields.set(match[1], value);
  }
  return fields;
}

/** The kernel derives btime from a clock that is being corrected, so it jitters: the first one seen of a boot is kept. */
async function bootTime({ root, memory }: DeviceView, bootId: string | null): Promise<string | null> {
  const key = `booted-at ${bootId}`;
  const kept = memory.get(key);
  if (typeof kept === 'string') return kept;
  const seconds = /^btime (\d+)$/m.exec((await readText(join(root, 'proc/stat'))) ?? '')?.[1];
  if (seconds === undefined) return null;
  const time = Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000).toString({ smallestUnit: 'second' });
  memory.set(key, time);
  return time;
}

/** Kernel image packages by the release that `uname -r` shows when they run; the unversioned metapackages are none. */
export function installedKernels(packages: readonly InstalledPackage[]): readonly InstalledKernel[] {
  return packages.flatMap(({ name, version }) => {
    const match = /^linux-image-(?:unsigned-)?(\d.*?)(?:-unsigned)?$/.exec(name);
    return match?.[1] === undefined || match[1].endsWith('-dbg') ? [] : [{ package: name, version, release: match[1] }];
  });
}

async function rebootRequired(root: string, kernels: readonly InstalledKernel[]): Promise<RebootRequired> {
  const flags = await Promise.all(
    ['run/reboot-required', 'var/run/reboot-required'].map((path) =>
      access(join(root, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  const asked = (await readText(join(root, 'run/reboot-required.pkgs'))) ?? '';
  return {
    flagged: flags.includes(true),
    packages: [...new Set(asked.split('\n').filter((line) => line !== ''))],
    olderKernelRuns: isOlderThanInstalled({ release: release(), build: buildOf(version()) }, kernels),
  };
}

export interface RunningKernel {
  /** `uname -r` */
  readonly release: string;
  /** Package version that it was built as; null where the kernel does not say. */
  readonly build: string | null;
}

/** Debian writes its package version into `uname -v`: "#1 SMP PREEMPT_DYNAMIC Debian 6.1.129-1 (2025-03-06)". */
export function buildOf(kernelVersion: string): string | null {
  return /\bDebian (\d\S*)/.exec(kernelVersion)?.[1] ?? null;
}

/**
 * Compared within one flavour only ("-amd64", "-cloud-amd64"): a container runs its host's kernel, which no kernel package
 * of its own says anything about. An update may also keep the release and replace the build behind it.
 */
export function isOlderThanInstalled(running: RunningKernel, kernels: readonly InstalledKernel[]): boolean {
  return kernels.some((kernel) => {
    if (kernel.release === running.release) {
      return running.build !== null && compareVersions('dpkg', running.build, kernel.version) === -1;
    }
    const sameFlavour = flavourOf(kernel.release) === flavourOf(running.release);
    return sameFlavour && compareVersions('dpkg', running.release, kernel.release) === -1;
  });
}

function flavourOf(release: string): string {
  return /-([a-z].*)$/.exec(release)?.[1] ?? '';
}
