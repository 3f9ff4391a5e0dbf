import { describe, expect, it } from 'vitest';
import { type DeviceNames, namesOf } from './device-names.ts';
import { DeviceRegister, displayName } from './device-register.ts';

const names = (shown: string, more: Partial<DeviceNames> = {}): DeviceNames => ({ ...namesOf(shown), ...more });

const PDQ = { delivery: 'pdq', source: 'pdq', mergesOwnRecords: false };
const INTUNE = { delivery: 'intune', source: 'intune', mergesOwnRecords: false };
const SCAN = { delivery: 'scan', source: 'scan', mergesOwnRecords: true };

function join(...records: readonly [DeviceNames, string][]): readonly string[] {
  const register = new DeviceRegister(new Set());
  return records.map(
    ([record, source]) =>
      register.register(record, { delivery: source, source, mergesOwnRecords: source === 'scan' }).deviceId,
  );
}

describe('which names are one device', () => {
  it.each([
    ['one short name, written differently', names('WKS-0412'), names('wks-0412.corp.example')],
    ['an account name of a Windows domain', names('CORP\\WKS-0412$'), names('WKS-0412')],
    [
      'one serial under two names',
      names('WKS-0412', { serials: ['5CG2317K0V'] }),
      names('10.0.0.7', { serials: ['5cg2317k0v'] }),
    ],
    [
      'an address under a name that NetBIOS cut',
      names('WORKSTATION-BERLIN-04', { ips: ['10.0.0.7'] }),
      names('WORKSTATION-BER', { ips: ['10.0.0.7'] }),
    ],
    ['an address where the scanner knows nothing else', names('WKS-0412', { ips: ['10.0.0.7'] }), names('10.0.0.7')],
  ])('joins %s', (_title, it, infosec) => {
    const [first, second] = join([it, 'pdq'], [infosec, 'scan']);
    expect(second).toBe(first);
  });

  it.each([
    ['one short name in two domains', names('web.a.example'), names('web.b.example')],
    ['one name with two serials', names('WKS-0412', { serials: ['A'] }), names('WKS-0412', { serials: ['B'] })],
    [
      'a name that is the cut of the other’s, and no address in common',
      names('WORKSTATION-BERLIN-04'),
      names('WORKSTATION-BER'),
    ],
    ['one address under two names', names('WKS-0412', { ips: ['10.0.0.7'] }), names('WKS-0413', { ips: ['10.0.0.7'] })],
    [
      'one MAC, which docks share',
      names('WKS-0412', { macs: ['00:11:22:33:44:55'] }),
      names('WKS-0413', { macs: ['00:11:22:33:44:55'] }),
    ],
  ])('keeps apart %s', (_title, it, infosec) => {
    const [first, second] = join([it, 'pdq'], [infosec, 'scan']);
    expect(second).not.toBe(first);
  });

  it('does not join an address that moved to another kind of system', () => {
    const windows = names('WKS-0412', { ips: ['10.0.0.7'], osFamily: 'windows' });
    const [first, second, third] = join(
      [windows, 'pdq'],
      [names('10.0.0.7', { osFamily: 'linux' }), 'scan'],
      [names('10.0.0.7', { osFamily: 'windows' }), 'scan-2'],
    );
    expect(second).not.toBe(first);
    expect(third).toBe(first);
  });

  it('tells twins: two records of one inventory with one serial', () => {
    const register = new DeviceRegister(new Set());
    const old = register.register(names('WKS-OLD', { serials: ['S1'] }), PDQ);
    const living = register.register(names('WKS-NEW', { serials: ['S1'] }), PDQ);
    expect(living.deviceId).not.toBe(old.deviceId);
    expect([...register.twinsOf(old.deviceId)]).toEqual([living.deviceId]);
    expect(register.register(names('WKS-NEW', { serials: ['S1'] }), SCAN).deviceId).toBe(living.deviceId);
  });

  it('keeps clones of one scan apart, and finds each again by its name', () => {
    const clone = (n: number) =>
      names(`vm-${n}.corp.example`, { ips: [`10.0.0.${n}`], biosUuids: ['4c4c4544-0042-3510-8054-b7c04f4e3332'] });
    const [it1, it2, scan1, scan2, again2, again1] = join(
      [names('vm-1.corp.example'), 'wsus'],
      [names('vm-2.corp.example'), 'wsus'],
      [clone(1), 'scan'],
      [clone(2), 'scan'],
      [clone(2), 'scan'],
      [clone(1), 'scan'],
    );
    expect([scan1, scan2, again1, again2]).toEqual([it1, it2, it1, it2]);
  });

  it('joins one device that a scan visits at two addresses, or by its address alone', () => {
    const uuid = { biosUuids: ['4c4c4544-0042-3510-8054-b7c04f4e3332'] };
    const [first, second, third] = join(
      [names('sql-1.corp.example', { ips: ['10.0.0.1'], ...uuid }), 'scan'],
      [names('sql-1.corp.example', { ips: ['10.9.0.1'], ...uuid }), 'scan'],
      [names('10.8.0.1', { hostnames: [], ips: ['10.8.0.1'], ...uuid }), 'scan'],
    );
    expect([second, third]).toEqual([first, first]);
  });

  it('registers what serial and name tell first, and another name of a known serial last', () => {
    const register = new DeviceRegister(new Set());
    register.register(names('WKS-NEW', { serials: ['S1'] }), INTUNE);
    expect(register.turnOf(names('WKS-NEW', { serials: ['S1'] }))).toBe('first');
    expect(register.turnOf(names('WKS-OLD', { serials: ['S1'] }))).toBe('last');
    expect(register.turnOf(names('10.0.0.7', { serials: ['S1'] }))).toBe('then');
    expect(register.turnOf(names('WKS-NEW'))).toBe('then');
    expect(register.turnOf(names('WKS-OTHER', { serials: ['S2'] }))).toBe('then');
  });

  it('shows a name before an address, IT’s first', () => {
    expect(displayName([names('10.0.0.7'), names('WKS-0412')])).toBe('WKS-0412');
    expect(displayName([names('10.0.0.7', { fqdns: ['web.corp.example'] })])).toBe('web');
  });
});
