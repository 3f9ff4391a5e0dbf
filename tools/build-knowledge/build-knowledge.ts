import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BundleHeader, EPSS_SOURCE } from '@baton/domain/advisories/bundle-rows.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { type BundleContent, writeBundle } from '@baton/formats/knowledge/write-bundle.ts';
import { collectDebian, type DebianKnowledge } from './collect-debian.ts';
import { collectKbs, type MicrosoftKnowledge } from './collect-kbs.ts';
import { collectLifecycles, type LifecycleKnowledge } from './collect-lifecycles.ts';
import { collectOffice, type OfficeKnowledge } from './collect-office.ts';
import { collectVulnerabilities, type VulnerabilityKnowledge } from './collect-vulnerabilities.ts';

/**
 * Builds the offline bundle of knowledge from raw feeds on disk; nothing is fetched.
 *
 *     npx node tools/build-knowledge/build-knowledge.ts --feeds FOLDER [--out FILE]
 */
const { values } = parseArgs({ options: { feeds: { type: 'string' }, out: { type: 'string' } } });
if (values.feeds === undefined) {
  console.error('say where the raw feeds are: --feeds FOLDER (docs/guides/knowledge.md lists what must be in it)');
  process.exit(2);
}
const out = values.out ?? fileURLToPath(BUNDLED_KNOWLEDGE);

const content = await collect(values.feeds);
const bytes = writeBundle(content);
writeFileSync(out, bytes);
report(content, bytes);

async function collect(feeds: string): Promise<BundleContent> {
  const debian = await collectDebian(feeds);
  const microsoft = await collectKbs(feeds);
  const named = new Set([...debian.packageFixes, ...microsoft.kbs].flatMap((row) => row.cves));
  const urgency = await collectVulnerabilities(feeds, named);
  const lifecycle = await collectLifecycles(feeds);
  const office = await collectOffice(feeds);
  const sources = [...sourcesOf(debian, microsoft, urgency), ...sourcesOfProducts(lifecycle, office)];
  const date =
    sources
      .map((source) => source.date)
      .toSorted()
      .at(-1) ?? '1970-01-01';
  const { offered, packageFixes } = debian;
  return {
    date,
    sources,
    offered,
    packageFixes,
    kbs: microsoft.kbs,
    vulnerabilities: urgency.vulnerabilities,
    lifecycles: lifecycle.lifecycles,
    officeReleases: office.releases,
  };
}

function sourcesOf(
  debian: DebianKnowledge,
  microsoft: MicrosoftKnowledge,
  urgency: VulnerabilityKnowledge,
): BundleHeader['sources'] {
  const { vulnerabilities } = urgency;
  return [
    {
      name: 'Debian 12 archive index',
      licence: 'public package metadata',
      date: debian.newest,
      url: 'https://deb.debian.org/debian/dists/bookworm/',
      records: debian.offered.length,
    },
    {
      name: 'Debian 12 changelogs',
      licence: 'public package metadata',
      date: debian.newest,
      url: 'https://metadata.ftp-master.debian.org/changelogs/',
      records: debian.packageFixes.length,
    },
    {
      name: 'Microsoft Security Response Center, collected by Windows Exploit Suggester NG',
      licence: 'BSD-3-Clause',
      date: microsoft.wesngDate,
      url: 'https://github.com/bitsadmin/wesng',
      records: microsoft.kbs.length,
    },
    {
      name: 'Microsoft Security Response Center, OS builds condensed by Fleet',
      licence: 'MIT',
      date: microsoft.buildsDate ?? microsoft.wesngDate,
      url: 'https://github.com/fleetdm/fleet',
      records: microsoft.withBuilds,
    },
    {
      name: 'CISA KEV',
      licence: 'CC0-1.0',
      date: urgency.kevDate,
      url: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
      records: vulnerabilities.filter(({ kev }) => kev !== undefined).length,
    },
    {
      name: EPSS_SOURCE,
      licence: 'EPSS by FIRST, free with attribution: https://www.first.org/epss/',
      date: urgency.epssDate,
      url: 'https://www.first.org/epss/',
      records: vulnerabilities.filter(({ epss }) => epss !== undefined).length,
    },
    {
      name: 'CISA Vulnrichment (SSVC, CVSS)',
      licence: 'CC0-1.0',
      date: urgency.vulnrichmentDate,
      url: 'https://github.com/cisagov/vulnrichment',
      records: vulnerabilities.filter(({ ssvc, cvss }) => ssvc !== undefined || cvss !== undefined).length,
    },
  ];
}

function sourcesOfProducts(lifecycle: LifecycleKnowledge, office: OfficeKnowledge): BundleHeader['sources'] {
  return [
    {
      name: 'endoflife.date',
      licence: 'MIT',
      date: lifecycle.date,
      url: 'https://endoflife.date/',
      records: lifecycle.lifecycles.reduce((sum, { releases }) => sum + releases.length, 0),
    },
    {
      name: 'Microsoft 365 Apps update history, collected by DataForGeeks',
      licence: 'MIT',
      date: office.date,
      url: 'https://github.com/altrhombus/DataForGeeks',
      records: office.releases.length,
    },
  ];
}

function report({ date, sources }: BundleContent, bytes: Uint8Array): void {
  for (const source of sources) console.log(`${source.date}  ${String(source.records).padStart(7)}  ${source.name}`);
  console.log(`${path.relative(process.cwd(), out)}: ${(bytes.byteLength / 1e6).toFixed(2)} MB, knowledge of ${date}`);
}
