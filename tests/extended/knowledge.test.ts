import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleRow } from '@baton/domain/advisories/bundle-rows.ts';
import { KnowledgeBuilder } from '@baton/domain/advisories/knowledge-in-memory.ts';
import { matchInventory } from '@baton/domain/advisories/match-inventory.ts';
import type { ObservedPackage } from '@baton/domain/evidence/report.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { expect, test } from 'vitest';
import { describeShared, readShared, sharedLines, sharedPath } from './shared-data.ts';

/** The kernel of that host, and of bpftool that is built with it. */
const KERNEL = '4.18.0-305.el8';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describeShared('matching, against truth that others worked out', () => {
  test.each([
    ['ubuntu_2004', 'ubuntu:20.04', 139],
    ['ubuntu_2110', 'ubuntu:21.10', 165],
  ])('%s: every expected CVE, and not one more', (truth, distribution, count) => {
    const rows = sharedLines(`truth/${truth}/advisories.osv.jsonl.zst`).flatMap((line) => usnRows(distribution, line));
    const found = openCves(distribution, rows, inventoryOf(truth));
    const expected: string[] = JSON.parse(readShared(`truth/${truth}/expected.json`).toString()).expected_ids;
    const cves = expected.filter((id) => id.startsWith('CVE-')).sort();
    expect(cves).toHaveLength(count);
    expect(found).toEqual(cves);
  });

  test('rhel_0804: no expected CVE is missed without epochs; what is too much asks for the kernel or the module stream', () => {
    const rows = sharedLines('truth/rhel_8/advisories.jsonl.zst').flatMap(rhsaRows);
    const matches = matchAll('rhel:8', rows, inventoryOf('rhel_0804'));
    const expected: string[] = JSON.parse(readShared('truth/rhel_0804/expected.json').toString()).expected_cves;
    const found = new Set(matches.flatMap((match) => match.cves));
    expect(expected.filter((cve) => !found.has(cve))).toEqual([]);
    // Known, and for the issue that brings rpm: module streams, and advisories that ask which kernel runs.
    const extra = [...found].filter((cve) => !expected.includes(cve));
    const unexplained = extra.filter((cve) => {
      const because = matches.filter((match) => match.cves.includes(cve));
      return !because.every(
        ({ fix, installedVersion }) => /\.module/.test(fix.version ?? '') || installedVersion === KERNEL,
      );
    });
    expect(unexplained).toEqual([]);
    console.log(
      `rhel_0804: ${expected.length} expected CVEs all found, ${extra.length} more by kernel or module stream`,
    );
  });
});

describeShared('the bundle that ships', () => {
  test('is what its command builds from the feeds, byte by byte', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'baton-knowledge-'));
    try {
      const out = path.join(folder, 'bundle.jsonl.zst');
      const feeds = fileURLToPath(sharedPath('feeds'));
      const args = ['tools/build-knowledge/build-knowledge.ts', '--feeds', feeds, '--out', out];
      const built = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
      expect(built.stderr).toBe('');
      expect(readFileSync(out).equals(readFileSync(BUNDLED_KNOWLEDGE))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('matches a real Debian host by source version, each fix the newest of its source', async () => {
    const knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
    const packages = dpkgStatus(readShared('inventory/debian12-host-a.dpkg-status.zst').toString());
    const matches = matchInventory({ distribution: 'debian:12', osBuild: null, packages }, knowledge);
    const offered = matchInventory({ distribution: 'debian:12', osBuild: null, packages }, knowledge, {
      withoutKnownCves: true,
    });
    const cves = new Set(matches.flatMap((match) => match.cves));
    const sources = new Set(packages.map(({ source, name }) => source ?? name));
    console.log(
      `debian12-host-a: ${packages.length} packages of ${sources.size} sources: ${matches.length} fixes needed, ` +
        `${cves.size} CVEs, ${offered.length - matches.length} more security updates whose CVEs are not known`,
    );
    expect(packages).toHaveLength(794);
    expect(cvesByHand(packages)).toEqual([...cves].sort());
    for (const match of matches) {
      expect(match.fix.version).toBe(match.evidence.above.at(-1)?.fix.split(' ')[1]);
    }
  });
});

/** The rule of the feed's own README, worked out by dpkg itself: the CVEs of every entry above the installed source version. */
function cvesByHand(packages: readonly ObservedPackage[]): readonly string[] {
  const oldest = new Map<string, string>();
  for (const { name, version, source, sourceVersion } of packages) {
    const at = source ?? name;
    const candidate = sourceVersion ?? version.replace(/\+b\d+$/, '');
    const known = oldest.get(at);
    if (known === undefined || dpkgSays(candidate, 'lt', known)) oldest.set(at, candidate);
  }
  const open = new Set<string>();
  for (const line of sharedLines('feeds/debian12/changelog-cves.jsonl.zst')) {
    const { source, version, cves } = JSON.parse(line);
    const installed = oldest.get(source);
    if (installed === undefined || cves.length === 0 || !dpkgSays(version, 'gt', installed)) continue;
    for (const cve of cves) open.add(cve);
  }
  return [...open].sort();
}

function dpkgSays(a: string, relation: 'lt' | 'gt', b: string): boolean {
  return spawnSync('dpkg', ['--compare-versions', a, relation, b]).status === 0;
}

function openCves(distribution: string, rows: readonly BundleRow[], packages: readonly ObservedPackage[]) {
  const cves = matchAll(distribution, rows, packages).flatMap((match) => match.cves);
  return [...new Set(cves)].sort();
}

function matchAll(distribution: string, rows: readonly BundleRow[], packages: readonly ObservedPackage[]) {
  const builder = new KnowledgeBuilder();
  for (const row of rows) builder.add(row);
  const knowledge = builder.finish({ date: '2026-11-19', sources: [] });
  return matchInventory({ distribution, osBuild: null, packages }, knowledge);
}

interface UsnPackage {
  readonly package: { readonly name: string };
  readonly ranges: readonly { readonly events: readonly { readonly fixed?: string }[] }[];
}

/** These advisories name binary packages: each stands for a source of its own. */
function usnRows(distribution: string, line: string): readonly BundleRow[] {
  const { upstream: cves, affected } = JSON.parse(line);
  return affected.map(({ package: { name }, ranges }: UsnPackage) => {
    const fixed = ranges.flatMap((range) => range.events).find((event) => event.fixed !== undefined);
    return fixRow(distribution, name, fixed?.fixed ?? '', cves);
  });
}

function rhsaRows(line: string): readonly BundleRow[] {
  const { cves, affected } = JSON.parse(line);
  return affected.map(({ name, fixed_evr }: { name: string; fixed_evr: string }) =>
    fixRow('rhel:8', name, fixed_evr, cves),
  );
}

function fixRow(distribution: string, source: string, version: string, cves: readonly string[]): BundleRow {
  return { row: 'package-fix', distribution, source, version, published: null, urgency: null, cves };
}

function inventoryOf(truth: string): readonly ObservedPackage[] {
  const { packages } = JSON.parse(readShared(`truth/${truth}/inventory.json`).toString());
  return packages.map(({ name, version, release }: { name: string; version: string; release?: string }) => ({
    name,
    version: release ? `${version}-${release}` : version,
    source: name,
    sourceVersion: release ? `${version}-${release}` : version,
  }));
}

function dpkgStatus(text: string): readonly ObservedPackage[] {
  return text
    .split('\n\n')
    .filter((stanza) => /^Status: install ok installed$/m.test(stanza))
    .map((stanza) => {
      const field = (name: string): string | null => new RegExp(`^${name}: (.+)$`, 'm').exec(stanza)?.[1] ?? null;
      const [, source = null, sourceVersion = null] = /^(\S+)(?: \((.+)\))?$/.exec(field('Source') ?? '') ?? [];
      return { name: field('Package') ?? '', version: field('Version') ?? '', source, sourceVersion };
    });
}
