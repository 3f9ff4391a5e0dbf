import { describe, expect, it } from 'vitest';
import { type DeviceNames, namesOf } from './device-names.ts';
import { DeviceRegister } from './device-register.ts';
import { identifiersOf } from './identifiers.ts';
import { namesOfSeveral, partsOf } from './namesakes.ts';

const names = (shown: string, more: Partial<DeviceNames> = {}): DeviceNames => ({ ...namesOf(shown), ...more });
const UUID = { biosUuids: ['4c4c4544-0042-3510-8054-b7c04f4e3332'] };
const OTHER_UUID = { biosUuids: ['4c4c4544-0051-4a10-8036-b9c04f525931'] };

describe('names that several hosts bear', () => {
  const several = (...hosts: readonly [DeviceNames, string | null][]) => [
    ...namesOfSeveral(hosts.map(([host, delivery]) => ({ identifiers: identifiersOf(host), delivery }))),
  ];
  it.each([
    ['two domains', names('srv01.berlin.example'), names('SRV01.paris.example'), 'a', 'b'],
    ['two mainboards in one delivery', names('SRV01', UUID), names('SRV01', OTHER_UUID), 'a', 'a'],
  ])('by %s', (_title, one, other, first, second) => {
    expect(several([one, first], [other, second], [names('SRV02'), null])).toEqual(['srv01']);
  });
  it.each([
    ['a bare name is no other host', names('srv01.berlin.example'), names('SRV01'), 'a', 'a'],
    ['one full name', names('srv01.berlin.example'), names('SRV01.berlin.example.'), 'a', 'b'],
    ['one mainboard under two domains', names('srv01.a.example', UUID), names('srv01.b.example', UUID), 'a', 'b'],
    ['set up anew between two deliveries', names('SRV01', UUID), names('SRV01', OTHER_UUID), 'a', 'b'],
    [
      'a mainboard that a known device does not have any more',
      names('SRV01', UUID),
      names('SRV01', OTHER_UUID),
      null,
      null,
    ],
  ])('not: %s', (_title, one, other, first, second) => {
    expect(several([one, first], [other, second])).toEqual([]);
  });
});

describe('records joined while one host bore their name', () => {
  const record = (sourceId: string, of: DeviceNames) => ({ sourceId, identifiers: identifiersOf(of) });
  const partsBy = (several: readonly string[], ...records: readonly ReturnType<typeof record>[]) =>
    partsOf(records, new Set(several)).map((part) => part.map(({ sourceId }) => sourceId));

  it('fall apart where nothing else holds them together', () => {
    const records = [
      record('wsus', names('SRV01')),
      record('pdq', names('SRV01', { ips: ['10.0.0.5'] })),
      record('nessus', names('srv01.berlin.example', { ips: ['10.0.0.5'] })),
    ];
    expect(partsBy(['srv01'], ...records)).toEqual([['wsus'], ['pdq', 'nessus']]);
    expect(partsBy([], ...records)).toEqual([['wsus', 'pdq', 'nessus']]);
  });

  it('hold together over a third that both share something with, whichever comes last', () => {
    const wsus = record('wsus', names('SRV01', UUID));
    const nessus = record('nessus', names('srv01.berlin.example'));
    const intune = record('intune', names('srv01.berlin.example', UUID));
    expect(partsBy(['srv01'], wsus, nessus, intune)).toEqual([['wsus', 'nessus', 'intune']]);
    expect(partsBy(['srv01'], intune, wsus, nessus)).toEqual([['intune', 'wsus', 'nessus']]);
  });
});

describe('joining where several hosts bear a name', () => {
  const wsus = { delivery: 'wsus 1', source: 'wsus', mergesOwnRecords: false };
  const scan = { delivery: 'scan 1', source: 'nessus', mergesOwnRecords: true };
  const berlin = names('srv01.berlin.example', { ips: ['10.0.0.5'] });
  const paris = names('srv01.paris.example', { ips: ['10.1.0.5'] });

  it('joins the bare name to neither, and finds each again in the next delivery', () => {
    const register = new DeviceRegister(new Set(['srv01']));
    const bare = register.register(names('SRV01'), wsus).deviceId;
    const hosts = [berlin, paris].map((host) => register.register(host, scan).deviceId);
    expect(new Set([bare, ...hosts]).size).toBe(3);
    expect(register.register(names('SRV01'), { ...wsus, delivery: 'wsus 2' }).deviceId).toBe(bare);
    const again = [paris, berlin].map((host) => register.register(host, { ...scan, delivery: 'scan 2' }).deviceId);
    expect(again).toEqual(hosts.toReversed());
  });

  it('joins it where the address says which', () => {
    const listed = names('SRV01', { ips: ['10.1.0.5'] });
    const all = [listed, berlin, paris].map((host) => ({ identifiers: identifiersOf(host), delivery: null }));
    const register = new DeviceRegister(namesOfSeveral(all));
    const bare = register.register(listed, wsus).deviceId;
    const hosts = [berlin, paris].map((host) => register.register(host, scan).deviceId);
    expect(hosts[0]).not.toBe(bare);
    expect(hosts[1]).toBe(bare);
  });

  it('joins it to neither where both have its address too', () => {
    const hosts = ['srv01.example', 'srv01.test.example'].map((host) => names(host, { ips: ['10.0.0.5'] }));
    const all = [names('SRV01', { ips: ['10.0.0.5'] }), ...hosts].map((host) => ({
      identifiers: identifiersOf(host),
      delivery: null,
    }));
    const several = namesOfSeveral(all);
    expect(several).toEqual(new Set(['srv01', '10.0.0.5']));
    const register = new DeviceRegister(several);
    const bare = register.register(names('SRV01', { ips: ['10.0.0.5'] }), wsus).deviceId;
    expect(hosts.map((host) => register.register(host, scan).deviceId)).not.toContain(bare);
    const records = all.slice(0, 2).map(({ identifiers }, index) => ({ sourceId: String(index), identifiers }));
    expect(partsOf(records, several)).toHaveLength(2);
  });

  it('finds a bare name again among others that bear it', () => {
    const register = new DeviceRegister(new Set());
    register.register(names('SRV01', UUID), wsus);
    register.register(names('SRV01', OTHER_UUID), wsus);
    const third = register.register(names('SRV01'), scan).deviceId;
    expect(register.register(names('SRV01'), { ...scan, delivery: 'scan 2' }).deviceId).toBe(third);
  });
});
