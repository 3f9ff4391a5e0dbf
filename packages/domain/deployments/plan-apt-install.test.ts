import { describe, expect, it } from 'vitest';
import type { Candidate, InstalledPackage, Inventory } from '../inventory/inventory.ts';
import { COMMAND_MOVES, mayMove } from './device-command.ts';
import { planAptInstall } from './plan-apt-install.ts';

const installed = (name: string, version: string, more: Partial<InstalledPackage> = {}): InstalledPackage => ({
  name,
  version,
  architecture: 'amd64',
  source: 'expat',
  sourceVersion: version,
  installedAt: null,
  ...more,
});

function device(packages: readonly InstalledPackage[], candidates: readonly Candidate[] = []): Inventory {
  return {
    names: {
      hostname: 'web01',
      fqdn: null,
      machineId: null,
      biosUuid: null,
      serial: null,
      macs: [],
      ips: [],
    },
    system: {
      os: {
        family: 'linux',
        distribution: 'debian:12',
        title: 'Debian',
        version: '12',
        kernelRelease: null,
        build: null,
      },
      bootId: null,
      bootedAt: null,
      kernels: [],
      rebootRequired: { flagged: false, packages: [], olderKernelRuns: false },
    },
    packages,
    candidates,
    restartNeeded: [],
    allProcessesSeen: true,
  };
}

describe('planning an exact apt install', () => {
  it('takes every installed binary package of the source that is below the fix, and no other', () => {
    const plan = planAptInstall(
      device([
        installed('libexpat1', '2.5.0-1+deb12u1'),
        installed('expat', '2.5.0-1+deb12u2'),
        installed('bash', '5.2', { source: 'bash' }),
      ]),
      'expat',
      '2.5.0-1+deb12u2',
    );
    expect(plan).toEqual({
      plan: 'apt-install',
      order: {
        kind: 'apt-install',
        source: 'expat',
        packages: [{ name: 'libexpat1', version: '2.5.0-1+deb12u2' }],
      },
    });
  });

  it('asks for the binary version that apt offers where it is built from the fixed source', () => {
    const offered = {
      package: 'libexpat1',
      version: '2.5.0-1+deb12u2+b1',
      sourceVersion: '2.5.0-1+deb12u2',
      origin: null,
    };
    const plan = planAptInstall(device([installed('libexpat1', '2.5.0-1')], [offered]), 'expat', '2.5.0-1+deb12u2');
    expect(plan.plan === 'apt-install' && plan.order.packages).toEqual([
      { name: 'libexpat1', version: '2.5.0-1+deb12u2+b1' },
    ]);
  });

  it('never moves to a newer version than was asked, even where apt offers one', () => {
    const offered = {
      package: 'libexpat1',
      version: '2.5.0-1+deb12u5',
      sourceVersion: '2.5.0-1+deb12u5',
      origin: null,
    };
    const plan = planAptInstall(device([installed('libexpat1', '2.5.0-1')], [offered]), 'expat', '2.5.0-1+deb12u2');
    expect(plan.plan === 'apt-install' && plan.order.packages).toEqual([
      { name: 'libexpat1', version: '2.5.0-1+deb12u2' },
    ]);
  });

  it('names the architecture where a package is installed for several', () => {
    const plan = planAptInstall(
      device([installed('libexpat1', '2.5.0-1'), installed('libexpat1', '2.5.0-1', { architecture: 'i386' })]),
      'expat',
      '2.5.0-1+deb12u2',
    );
    expect(plan.plan === 'apt-install' && plan.order.packages.map((item) => item.name)).toEqual([
      'libexpat1:amd64',
      'libexpat1:i386',
    ]);
  });

  it.each([
    ['not-installed', device([])],
    ['already-fixed', device([installed('libexpat1', '2.5.0-1+deb12u5')])],
    ['unreadable-version', device([installed('libexpat1', 'not a version')])],
  ] as const)('says %s instead of planning nothing', (reason, inventory) => {
    expect(planAptInstall(inventory, 'expat', '2.5.0-1+deb12u2')).toMatchObject({ plan: 'none', reason });
  });
});

describe('the states of a device command', () => {
  it('lets nobody take back a command that has begun', () => {
    expect(mayMove('begun', 'cancelled')).toBe(false);
    expect(mayMove('sent', 'cancelled')).toBe(true);
  });

  it('never leaves an end', () => {
    for (const end of ['ended', 'cancelled', 'expired'] as const) expect(COMMAND_MOVES[end]).toEqual([]);
  });
});
