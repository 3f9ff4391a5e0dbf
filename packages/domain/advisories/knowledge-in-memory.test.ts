import { expect, test } from 'vitest';
import type { BundleRow } from './bundle-rows.ts';
import type { Knowledge } from './knowledge.ts';
import { emptyKnowledge, KnowledgeBuilder } from './knowledge-in-memory.ts';

const ROWS: readonly BundleRow[] = [
  {
    row: 'source',
    distribution: 'debian:12',
    source: 'openssl',
    newest: '3.0.15-1~deb12u1',
    security: false,
    binaries: ['libssl3', 'openssl'],
  },
  { row: 'source', distribution: 'debian:12', source: 'bash', newest: '5.2.15-2', security: false },
  packageFix('3.0.15-1~deb12u1', ['CVE-2024-5535']),
  packageFix('3.0.9-1', ['CVE-2023-0464', 'CVE-2024-5535']),
  kb('KB5046613', ['KB5044273']),
  kb('KB5044273', ['KB5043064']),
  { row: 'vulnerability', cve: 'CVE-2024-5535', epss: { score: 0.05, percentile: 0.9 } },
];

test('answers by package, by CVE and by id, fixes oldest first', () => {
  const knowledge = knowledgeFrom(ROWS);
  expect(knowledge.sourceOf('debian:12', 'libssl3')).toBe('openssl');
  expect(knowledge.sourceOf('debian:12', 'bash')).toBe('bash');
  expect(knowledge.sourceOf('debian:11', 'libssl3')).toBeNull();
  expect(knowledge.newestOf('debian:12', 'openssl')).toEqual({ version: '3.0.15-1~deb12u1', security: false });
  expect(knowledge.packageFixes('debian:12', 'openssl').map((fix) => fix.fixedVersion)).toEqual([
    '3.0.9-1',
    '3.0.15-1~deb12u1',
  ]);
  // One CVE may be fixed twice; both are said.
  expect(knowledge.distributionFixes('debian:12', 'CVE-2024-5535')).toHaveLength(2);
  expect(knowledge.fix('openssl 3.0.9-1')).toMatchObject({
    kind: 'package',
    version: '3.0.9-1',
    product: 'deb:12:openssl',
  });
});

test('knows a KB that it only ever saw replaced', () => {
  const knowledge = knowledgeFrom(ROWS);
  expect(knowledge.kb('KB5043064')).toMatchObject({ supersededBy: ['KB5044273'], cves: [] });
  expect(knowledge.supersededBy('KB5043064', 'KB5046613')).toEqual(['KB5043064', 'KB5044273', 'KB5046613']);
  expect(knowledge.supersededBy('KB5046613', 'KB5043064')).toBeNull();
  expect(knowledge.fix('KB5044273')).toMatchObject({
    kind: 'kb',
    title: 'KB5044273 for Windows 10 Version 22H2',
    product: 'windows:10-22H2',
  });
});

test('dates EPSS scores by their source', () => {
  expect(knowledgeFrom(ROWS).vulnerability('CVE-2024-5535')?.epss).toEqual({
    score: 0.05,
    percentile: 0.9,
    date: '2026-08-16',
    model: null,
  });
});

test('of nothing, knows nothing', () => {
  const nothing = emptyKnowledge('2026-11-23');
  expect([nothing.fix('KB5044273'), nothing.kb('KB5044273'), nothing.vulnerability('CVE-2024-5535')]).toEqual([
    null,
    null,
    null,
  ]);
  expect([nothing.packageFixes('debian:12', 'openssl'), nothing.kbsOfRelease('windows:10-22H2')]).toEqual([[], []]);
});

function packageFix(version: string, cves: readonly string[]): BundleRow {
  return {
    row: 'package-fix',
    distribution: 'debian:12',
    source: 'openssl',
    version,
    published: null,
    urgency: null,
    cves,
  };
}

function kb(name: string, supersedes: readonly string[]): BundleRow {
  const products = ['Windows 10 Version 22H2 for x64-based Systems'];
  return { row: 'kb', kb: name, supersedes, builds: [], cves: [], products, published: null, severity: null };
}

function knowledgeFrom(rows: readonly BundleRow[]): Knowledge {
  const builder = new KnowledgeBuilder();
  for (const row of rows) builder.add(row);
  const epss = { name: 'EPSS', licence: 'free', date: '2026-08-16', url: 'https://www.first.org/epss/', records: 1 };
  return builder.finish({ date: '2026-11-19', sources: [epss] });
}
