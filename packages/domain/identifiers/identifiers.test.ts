import { describe, expect, test } from 'vitest';
import { biosUuidKey, byteSwappedUuid, normalizeBiosUuid, sameBiosUuid } from './bios-uuid.ts';
import { parseCpe } from './cpe.ts';
import { compareCves, cvesIn, parseCve } from './cve.ts';
import { fullHostName, isNetbiosCutOf, normalizeHostName, shortHostName } from './host-name.ts';
import { normalizeIp } from './ip-address.ts';
import { kbsIn, kbsOfList, parseKb } from './kb.ts';
import { normalizeMac } from './mac-address.ts';
import { distributionOfPurl, parsePurl } from './purl.ts';
import { normalizeSerial } from './serial-number.ts';

describe('cve', () => {
  test.each([
    ['CVE-2024-43572', 'CVE-2024-43572'],
    [' cve-2024-43572 ', 'CVE-2024-43572'],
    ['CVE-2026-1234567', 'CVE-2026-1234567'],
    ['CVE_2024_43572', 'CVE-2024-43572'],
    ['CVE 2024-0001', 'CVE-2024-0001'],
    ['CVE-2024-123', null],
    ['CVE-2024-43572, CVE-2024-43573', null],
    ['ADV200011', null],
  ])('reads %j as %s', (text, cve) => {
    expect(parseCve(text)).toBe(cve);
  });

  test('finds each CVE of a text once, in order, with all its digits', () => {
    expect(cvesIn('fixes CVE-2026-1000001,CVE-2024-6119; see CVE-2026-1000001 and (cve-2023-0464)')).toEqual([
      'CVE-2026-1000001',
      'CVE-2024-6119',
      'CVE-2023-0464',
    ]);
  });

  test('orders by number, not by text', () => {
    expect(['CVE-2024-10000', 'CVE-2024-9999', 'CVE-2023-99999'].sort(compareCves)).toEqual([
      'CVE-2023-99999',
      'CVE-2024-9999',
      'CVE-2024-10000',
    ]);
  });
});

describe('kb', () => {
  test.each([
    ['KB5044273', 'KB5044273'],
    ['5044273', 'KB5044273'],
    ['kb 5044273', 'KB5044273'],
    ['KB-5044273', 'KB5044273'],
    ['(KB5044273)', 'KB5044273'],
    ['KB890830', 'KB890830'],
    ['50442731', null],
    ['22H2', null],
    ['KB5044273, KB5043064', null],
  ])('reads %j as %s', (text, kb) => {
    expect(parseKb(text)).toBe(kb);
  });

  test.each([
    ['2024-10 Cumulative Update for Windows 10 Version 22H2 for x64-based Systems (KB5044273)', ['KB5044273']],
    ['KB5044273 replaces KB5043064 and KB5044273', ['KB5044273', 'KB5043064']],
    ['Microsoft Visual C++ 2010 10.0.40219', []],
    ['Windows10.0-KB5044273-x64.msu', ['KB5044273']],
    ['workbook5044273', []],
  ])('finds the KBs of %j', (text, kbs) => {
    expect(kbsIn(text)).toEqual(kbs);
  });

  test.each([
    ['5044273, 5043064', ['KB5044273', 'KB5043064']],
    ['KB5044273;kb5043064', ['KB5044273', 'KB5043064']],
    ['see build 5044273 of KB5043064', ['KB5043064']],
    ['', []],
  ])('reads the list %j', (text, kbs) => {
    expect(kbsOfList(text)).toEqual(kbs);
  });
});

describe('names of devices', () => {
  test.each([
    ['WEB01', 'web01', 'web01', null],
    ['web01.corp.example.', 'web01.corp.example', 'web01', 'web01.corp.example'],
    ['CORP\\PC-7$', 'pc-7', 'pc-7', null],
    ['localhost', null, null, null],
    ['10.0.0.7', null, null, null],
    ['fe80::1', null, null, null],
    ['a b', null, null, null],
  ])('reads the host name %j', (text, name, short, full) => {
    expect([normalizeHostName(text), shortHostName(text), fullHostName(text)]).toEqual([name, short, full]);
  });

  test('knows a NetBIOS name that was cut at fifteen characters', () => {
    expect(isNetbiosCutOf('WORKSTATION-BER', 'workstation-berlin-4')).toBe(true);
    expect(isNetbiosCutOf('WORKSTATION', 'workstation-berlin-4')).toBe(false);
  });

  test.each([
    ['AA-BB-CC-DD-EE-0F', 'aa:bb:cc:dd:ee:0f'],
    ['aabb.ccdd.ee0f', 'aa:bb:cc:dd:ee:0f'],
    ['AABBCCDDEE0F', 'aa:bb:cc:dd:ee:0f'],
    ['aa:bb:cc:dd:ee:f', 'aa:bb:cc:dd:ee:0f'],
    ['00:00:00:00:00:00', null],
    ['FF-FF-FF-FF-FF-FF', null],
    ['aa:bb-cc:dd:ee:ff', null],
    ['not a mac', null],
  ])('reads the MAC %j as %s', (text, mac) => {
    expect(normalizeMac(text)).toBe(mac);
  });

  test.each([
    ['10.0.0.7', '10.0.0.7'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['fe80::1%eth0', null],
    ['127.0.0.1', null],
    ['169.254.3.4', null],
    ['::1', null],
    ['300.1.1.1', null],
    ['1::2::3', null],
  ])('reads the address %j as %s', (text, ip) => {
    expect(normalizeIp(text)).toBe(ip);
  });

  test.each([
    ['pf3k9x2a', 'PF3K9X2A'],
    ['VMware-56 4d 12 34', 'VMWARE-564D1234'],
    ['VMware-564d1234', 'VMWARE-564D1234'],
    ['To be filled by O.E.M.', null],
    ['Default string', null],
    ['None', null],
    ['0', null],
    ['00000000', null],
    ['FFFFFFFF', null],
    ['System Serial Number', null],
    ['', null],
  ])('reads the serial %j as %s', (text, serial) => {
    expect(normalizeSerial(text)).toBe(serial);
  });

  test.each([
    ['{4C4C4544-0042-3510-8051-B4C04F4E3532}', '4c4c4544-0042-3510-8051-b4c04f4e3532'],
    ['4c4c45440042351080 51b4c04f4e3532', '4c4c4544-0042-3510-8051-b4c04f4e3532'],
    ['00000000-0000-0000-0000-000000000000', null],
    ['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', null],
    ['03000200-0400-0500-0006-000700080009', null],
    ['Not Settable', null],
  ])('reads the BIOS UUID %j as %s', (text, uuid) => {
    expect(normalizeBiosUuid(text)).toBe(uuid);
  });

  test('knows one machine by its UUID in either byte order', () => {
    const uuid = '4c4c4544-0042-3510-8051-b4c04f4e3532';
    const swapped = '44454c4c-4200-1035-8051-b4c04f4e3532';
    expect(byteSwappedUuid(uuid)).toBe(swapped);
    expect(sameBiosUuid(uuid, swapped)).toBe(true);
    expect(biosUuidKey(uuid)).toBe(biosUuidKey(swapped));
    expect(sameBiosUuid(uuid, '4c4c4544-0042-3510-8051-b4c04f4e3533')).toBe(false);
  });
});

describe('purl', () => {
  test('reads a package of a distribution and which one it is', () => {
    const purl = parsePurl('pkg:deb/debian/openssl@3.0.14-1~deb12u2?arch=amd64&distro=debian-12.8');
    expect(purl).toMatchObject({ type: 'deb', namespace: 'debian', name: 'openssl', version: '3.0.14-1~deb12u2' });
    expect(purl && distributionOfPurl(purl)).toBe('debian:12');
  });

  test('answers null to what is no purl', () => {
    expect(parsePurl('openssl 3.0.14')).toBeNull();
  });
});

describe('cpe', () => {
  test('reads both spellings to the same', () => {
    const formatted = parseCpe('cpe:2.3:o:microsoft:windows_10_22h2:10.0.19045.5011:*:*:*:*:*:x64:*');
    expect(formatted).toMatchObject({
      part: 'o',
      vendor: 'microsoft',
      version: '10.0.19045.5011',
      targetHardware: 'x64',
    });
    expect(parseCpe('cpe:/a:adobe:reader:8.0::~~~windows~~')).toMatchObject({
      product: 'reader',
      targetSoftware: 'windows',
    });
  });

  test('unquotes what 2.3 quotes', () => {
    expect(parseCpe('cpe:2.3:a:notepad\\+\\+:notepad\\+\\+:8.6\\:1:*:*:*:*:*:*:*')).toMatchObject({
      product: 'notepad++',
      version: '8.6:1',
    });
  });

  test.each(['cpe:2.3:a:too:short', 'cpe:/x:a:b', 'cpe:/a:b:%', 'windows'])('answers null to %j', (text) => {
    expect(parseCpe(text)).toBeNull();
  });
});
