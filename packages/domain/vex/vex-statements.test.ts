import { expect, test } from 'vitest';
import type { ConfirmedMistake } from './confirmed-mistake.ts';
import { fixedProductId } from './product-id.ts';
import { VexStatements } from './vex-statements.ts';

const OPENSSL: ConfirmedMistake = {
  cause: 'backported-fix',
  product: {
    cves: ['CVE-2024-5535'],
    system: 'debian:12',
    kind: 'package',
    name: 'openssl',
    version: '3.0.14-1~deb12u2',
    checkedPlatform: null,
  },
  deviceId: '00000000-0000-4000-8000-000000000001',
  device: 'srv-1',
  check: { tool: 'Nessus', id: '201085' },
  by: 'S. Novak',
  at: '2026-11-20T10:00:00Z',
};

test.each([
  [
    'debian:12',
    'package',
    'openssl',
    '3.0.14-1~deb12u2',
    'pkg:deb/debian/openssl@3.0.14-1~deb12u2?arch=source&distro=debian-12',
  ],
  [
    'ubuntu:22.04',
    'package',
    'libssh',
    '0.9.6-2ubuntu0.22.04.3',
    'pkg:deb/ubuntu/libssh@0.9.6-2ubuntu0.22.04.3?arch=source&distro=ubuntu-22.04',
  ],
  ['rhel:9', 'package', 'openssl', '1:3.0.7-28.el9_4', 'pkg:rpm/redhat/openssl@1:3.0.7-28.el9_4?distro=rhel-9'],
  [
    'windows:10-22H2',
    'kb',
    'KB5044273',
    '19045.5011',
    'cpe:2.3:o:microsoft:windows_10_22h2:10.0.19045.5011:*:*:*:*:*:*:*',
  ],
  ['windows:server-2022', 'kb', 'KB5044281', null, 'cpe:2.3:o:microsoft:windows_server_2022:*:*:*:*:*:*:*:*'],
  [null, 'kb', 'KB5044273', null, 'pkg:generic/kb5044273'],
  ['windows:10-22H2', 'application', 'Google Chrome', '129.0.1', 'pkg:generic/google-chrome@129.0.1'],
] as const)('%s %s %s %s is %s', (system, kind, name, version, id) => {
  expect(fixedProductId({ ...OPENSSL.product, system, kind, name, version })).toBe(id);
});

test('what was confirmed on many devices is one statement a vulnerability and product, in whichever order', () => {
  const second = { ...OPENSSL, device: 'srv-0', by: 'A. Osei', at: '2026-11-21T10:00:00Z' };
  const said = [
    [OPENSSL, second],
    [second, OPENSSL],
  ].map((order) => {
    const statements = new VexStatements();
    for (const mistake of order) statements.add(mistake);
    return statements.finish();
  });
  expect(said[0]).toEqual(said[1]);
  expect(said[0]).toEqual([
    {
      vulnerability: 'CVE-2024-5535',
      product: { id: 'pkg:deb/debian/openssl@3.0.14-1~deb12u2?arch=source&distro=debian-12', parts: [] },
      status: 'fixed',
      justification: null,
      notes: 'Confirmed by A. Osei, S. Novak on srv-0, srv-1. Reported there by Nessus 201085.',
      at: '2026-11-21T10:00:00Z',
    },
  ]);
});

test('a check of another system says nothing of the package, only of the device', () => {
  const statements = new VexStatements();
  statements.add({
    ...OPENSSL,
    cause: 'wrong-product',
    product: { ...OPENSSL.product, checkedPlatform: 'ubuntu', cves: [] },
  });
  expect(statements.finish()).toMatchObject([
    {
      vulnerability: 'nessus-201085',
      product: {
        id: 'urn:baton:device:00000000-0000-4000-8000-000000000001',
        parts: ['pkg:deb/ubuntu/openssl?arch=source'],
      },
      status: 'not_affected',
      justification: 'component_not_present',
    },
  ]);
});
