import type { InstalledPackage, Inventory } from '@baton/domain/inventory/inventory.ts';

/** A plausible device for tests and benches: `seed` changes its names and some versions, so that no two are alike. */
export function sampleInventory(seed: number, packages = 20): Inventory {
  const id = seed.toString(16).padStart(32, '0');
  return {
    names: {
      hostname: `host-${seed}`,
      fqdn: `host-${seed}.example.org`,
      machineId: id,
      biosUuid: null,
      serial: `SN${seed}`,
      macs: [],
      ips: ['192.0.2.1'],
    },
    system: {
      os: {
        family: 'linux',
        distribution: 'debian:12',
        title: 'Debian GNU/Linux 12 (bookworm)',
        version: '12.12',
        kernelRelease: '6.1.0-31-amd64',
        build: null,
      },
      bootId: `${id.slice(0, 8)}-0000-4000-8000-000000000000`,
      bootedAt: '2026-11-01T06:00:00Z',
      kernels: [{ package: 'linux-image-6.1.0-31-amd64', version: '6.1.128-1', release: '6.1.0-31-amd64' }],
      rebootRequired: { flagged: false, packages: [], olderKernelRuns: false },
    },
    packages: Array.from({ length: packages }, (_, index) => samplePackage(seed, index)),
    candidates: [],
    restartNeeded: [],
    allProcessesSeen: true,
  };
}

function samplePackage(seed: number, index: number): InstalledPackage {
  const version = `${(index % 9) + 1}.${(seed * 7 + index * 13) % 40}.${index % 10}-${(seed + index) % 5}+deb12u1`;
  return {
    name: `lib${String.fromCharCode(97 + (index % 26))}sample${index}`,
    version,
    architecture: index % 5 === 0 ? 'all' : 'amd64',
    source: `sample${Math.floor(index / 3)}`,
    sourceVersion: version,
    installedAt: Temporal.Instant.fromEpochMilliseconds((1_700_000_000 + seed * 60 + index) * 1000).toString({
      smallestUnit: 'second',
    }),
  };
}
