import { describe, expect, it } from 'vitest';
import { EMPTY_CLAIM, NO_FIX_NAMES } from '../evidence/empty-report.ts';
import { EMPTY_STATE } from '../evidence/empty-state.ts';
import type { Claim } from '../evidence/report.ts';
import { namesOf } from './device-names.ts';
import { DeviceRegister } from './device-register.ts';
import { toldSystem } from './told-system.ts';

const claim = (names: Partial<Claim['names']>, parts: Partial<Claim> = {}): Claim => ({
  ...EMPTY_CLAIM,
  ...parts,
  names: { ...NO_FIX_NAMES, ...names },
});
const kb = claim({ kbs: ['KB5044273'] });
const deb = claim({ package: 'libssl3' }, { installedVersion: '3.0.14-1~deb12u2' });

describe('the system that a record tells', () => {
  it.each([
    ['a KB means Windows', [kb], 'windows'],
    ['a version of Debian means Linux', [deb], 'linux'],
    ['a version of Ubuntu', [claim({ package: 'openssl' }, { requiredVersion: '3.0.2-0ubuntu1.18' })], 'linux'],
    ['a version of Red Hat', [claim({ package: 'expat' }, { requiredVersion: '2.5.0-2.el9_4.1' })], 'linux'],
    ['a package with its architecture', [claim({ package: 'zlib-1.2.11-40.x86_64' })], 'linux'],
    ['a package that Windows has too tells nothing', [claim({ package: '7zip' }, { installedVersion: '24.09' })], null],
    ['an application tells nothing', [claim({ application: 'Google Chrome' })], null],
    ['both tell nothing', [kb, deb], null],
    ['nothing tells nothing', [], null],
  ] as const)('%s', (_title, claims, expected) => {
    expect(toldSystem(EMPTY_STATE, claims)).toBe(expected);
  });

  it('is in its own words first', () => {
    expect(toldSystem({ ...EMPTY_STATE, operatingSystem: 'SUSE Linux Enterprise 15' }, [kb])).toBe('linux');
    expect(toldSystem({ ...EMPTY_STATE, distribution: 'sles:15' }, [])).toBe('linux');
    expect(toldSystem({ ...EMPTY_STATE, operatingSystem: '10.0.19045.5011' }, [])).toBe('windows');
  });

  it('keeps a Linux host at an address from the Windows device that had it, though IT tells no system', () => {
    const register = new DeviceRegister(new Set());
    const scan = (delivery: string) => ({ delivery, source: delivery, mergesOwnRecords: true });
    const record = (
      shown: string,
      ips: readonly string[],
      claims: readonly Claim[],
      operatingSystem: string | null,
    ) => ({
      ...namesOf(shown),
      ips,
      osFamily: toldSystem({ ...EMPTY_STATE, operatingSystem }, claims),
    });
    const it = register.register(record('PC-7', ['10.0.0.7'], [kb], null), {
      delivery: 'wsus',
      source: 'wsus',
      mergesOwnRecords: false,
    });
    const linux = register.register(record('10.0.0.7', [], [], 'Linux Kernel 6.1 on Debian 12'), scan('scan'));
    const windows = register.register(record('10.0.0.7', [], [], 'Microsoft Windows 10'), scan('scan-2'));
    expect(linux.deviceId).not.toBe(it.deviceId);
    expect(windows.deviceId).toBe(it.deviceId);
  });
});
