import { describe, expect, test } from 'vitest';
import type { BundleRow } from './bundle-rows.ts';
import { KnowledgeBuilder } from './knowledge-in-memory.ts';
import { type Matchable, matchInventory } from './match-inventory.ts';

const DEBIAN = 'debian:12';

const knowledge = knowledgeFrom([
  {
    row: 'source',
    distribution: DEBIAN,
    source: 'expat',
    newest: '2.5.0-1+deb12u2',
    security: true,
    binaries: ['expat', 'libexpat1'],
  },
  { row: 'source', distribution: DEBIAN, source: 'vim', newest: '2:9.0.1378-2+deb12u2', security: true },
  { row: 'source', distribution: DEBIAN, source: 'bash', newest: '5.2.15-2', security: false },
  fix('expat', '2.5.0-1+deb12u2', ['CVE-2024-50602']),
  fix('expat', '2.5.0-1+deb12u1', ['CVE-2023-52425', 'CVE-2024-45490']),
  fix('expat', '2.5.0-1', ['CVE-2022-43680']),
  fix('linux-signed-amd64', '6.1.192+1', ['CVE-2026-1000001']),
  kb('KB5043064', '10.0.19045.4894', ['CVE-2024-1001']),
  kb('KB5044273', '10.0.19045.5011', ['CVE-2024-43572']),
]);

describe('a Debian device', () => {
  test('needs the newest fix of a source, with the CVEs of every fix above its version', () => {
    const [match, ...more] = matchInventory(debian([['libexpat1', '2.5.0-1', 'expat', '2.5.0-1']]), knowledge);
    expect(more).toEqual([]);
    expect(match).toMatchObject({
      fix: { id: 'expat 2.5.0-1+deb12u2', product: 'deb:12:expat', kind: 'package', version: '2.5.0-1+deb12u2' },
      cves: ['CVE-2023-52425', 'CVE-2024-45490', 'CVE-2024-50602'],
      installedVersion: '2.5.0-1',
      evidence: { rule: 'source-package-below-fixed@1', found: ['libexpat1 2.5.0-1'] },
    });
    expect(match?.evidence.above.map((step) => step.fix)).toEqual(['expat 2.5.0-1+deb12u1', 'expat 2.5.0-1+deb12u2']);
  });

  test('is matched by its source version: a rebuild fixes nothing', () => {
    expect(matchInventory(debian([['libexpat1', '2.5.0-1+b9', 'expat', '2.5.0-1']]), knowledge)).toHaveLength(1);
    expect(matchInventory(debian([['libexpat1', '2.5.0-1+b9', null, null]]), knowledge)[0]?.installedVersion).toBe(
      '2.5.0-1',
    );
  });

  test('needs nothing at the fixed version or above it', () => {
    expect(matchInventory(debian([['libexpat1', '2.5.0-1+deb12u2', 'expat', '2.5.0-1+deb12u2']]), knowledge)).toEqual(
      [],
    );
    expect(matchInventory(debian([['libexpat1', '2.6.0-1', 'expat', '2.6.0-1']]), knowledge)).toEqual([]);
  });

  test('is open as long as one binary of the source is old', () => {
    const both = debian([
      ['expat', '2.5.0-1+deb12u2', 'expat', '2.5.0-1+deb12u2'],
      ['libexpat1', '2.5.0-1+deb12u1', 'expat', '2.5.0-1+deb12u1'],
    ]);
    expect(matchInventory(both, knowledge)[0]).toMatchObject({
      installedVersion: '2.5.0-1+deb12u1',
      cves: ['CVE-2024-50602'],
    });
  });

  test('is not open for an old kernel package beside the fixed one', () => {
    const kernels = debian([
      ['linux-image-6.1.0-31-amd64', '6.1.128-1', 'linux-signed-amd64', '6.1.128+1'],
      ['linux-image-6.1.0-55-amd64', '6.1.192-1', 'linux-signed-amd64', '6.1.192+1'],
    ]);
    expect(matchInventory(kernels, knowledge)).toEqual([]);
  });

  test('is matched against security updates without known CVEs only when asked', () => {
    const device = debian([
      ['vim', '2:9.0.1378-2', null, null],
      ['bash', '5.2.15-1', null, null],
    ]);
    expect(matchInventory(device, knowledge)).toEqual([]);
    expect(matchInventory(device, knowledge, { withoutKnownCves: true })).toMatchObject([
      { fix: { id: 'vim 2:9.0.1378-2+deb12u2' }, cves: [], evidence: { rule: 'security-update-offered@1' } },
    ]);
  });

  test('gets no verdict from a version that cannot be read', () => {
    expect(matchInventory(debian([['libexpat1', 'unknown version', 'expat', 'unknown version']]), knowledge)).toEqual(
      [],
    );
  });
});

describe('a Windows device', () => {
  test('needs the KB with the newest build of its release, the older folded into it', () => {
    const [match] = matchInventory(windows('10.0.19045.4780'), knowledge);
    expect(match).toMatchObject({
      fix: { id: 'KB5044273', product: 'windows:10-22H2', version: '10.0.19045.5011' },
      cves: ['CVE-2024-1001', 'CVE-2024-43572'],
    });
    expect(match?.evidence.above.map((step) => step.fix)).toEqual(['KB5043064', 'KB5044273']);
  });

  test('needs nothing at that build, and nothing is said without a build', () => {
    expect(matchInventory(windows('19045.5011'), knowledge)).toEqual([]);
    expect(matchInventory(windows(null), knowledge)).toEqual([]);
  });
});

test('a device of unknown distribution gets no fixes', () => {
  expect(matchInventory({ distribution: null, osBuild: null, packages: [] }, knowledge)).toEqual([]);
});

type PackageLine = readonly [name: string, version: string, source: string | null, sourceVersion: string | null];

function debian(lines: readonly PackageLine[]): Matchable {
  const packages = lines.map(([name, version, source, sourceVersion]) => ({ name, version, source, sourceVersion }));
  return { distribution: DEBIAN, osBuild: null, packages };
}

function windows(osBuild: string | null): Matchable {
  return { distribution: 'windows:10-22H2', osBuild, packages: [] };
}

function fix(source: string, version: string, cves: readonly string[]): BundleRow {
  return { row: 'package-fix', distribution: DEBIAN, source, version, published: null, urgency: null, cves };
}

function kb(name: string, build: string, cves: readonly string[]): BundleRow {
  const products = ['Windows 10 Version 22H2 for x64-based Systems'];
  const builds = [{ product: 'windows:10-22H2', build }];
  return { row: 'kb', kb: name, supersedes: [], builds, cves, products, published: null, severity: null };
}

function knowledgeFrom(rows: readonly BundleRow[]) {
  const builder = new KnowledgeBuilder();
  for (const row of rows) builder.add(row);
  return builder.finish({ date: '2026-11-19', sources: [] });
}
