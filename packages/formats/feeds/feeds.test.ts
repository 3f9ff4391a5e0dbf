import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readChangelogCves } from './debian-changelog-cves/read-changelog-cves.ts';
import { readDebianPackages } from './debian-packages/read-debian-packages.ts';
import { readEndOfLife } from './endoflife/read-endoflife.ts';
import { readEpss } from './epss/read-epss.ts';
import type { FeedItem, FeedSource } from './feed-item.ts';
import { readFleetMsrc } from './fleet-msrc/read-fleet-msrc.ts';
import { readKev } from './kev/read-kev.ts';
import { linesOf } from './lines.ts';
import { readOfficeReleases } from './office-releases/read-office-releases.ts';
import { readVulnrichment } from './vulnrichment/read-vulnrichment.ts';
import { readWesng } from './wesng/read-wesng.ts';

type Reader = (source: FeedSource) => AsyncIterable<FeedItem<unknown>>;

test('Debian changelog entries: CVEs once each, a bad line is a problem beside the others', async () => {
  const { rows, problems } = await readAll(readChangelogCves, fixture('debian-changelog-cves/fixtures/expat.jsonl'));
  expect(rows).toEqual([
    {
      source: 'expat',
      version: '2.5.0-1+deb12u1',
      suite: 'bookworm-security',
      urgency: 'high',
      date: '2024-09-10T18:01:02Z',
      cves: ['CVE-2024-45490', 'CVE-2026-1234567'],
    },
    { source: 'expat', version: '2.5.0-1', suite: 'unstable', urgency: null, date: null, cves: [] },
  ]);
  expect(problems).toEqual([{ kind: 'problem', line: 2, what: expect.stringContaining('not a changelog entry') }]);
});

test('archive index: columns by heading, in any order', async () => {
  const text = 'version\tpackage\tsource_version\tsource\n2.5.0-1+b1\tlibexpat1\t2.5.0-1\texpat\n1\tbroken\t\tx\n';
  const { rows, problems } = await readAll(readDebianPackages, Buffer.from(text));
  expect(rows).toEqual([{ name: 'libexpat1', version: '2.5.0-1+b1', source: 'expat', sourceVersion: '2.5.0-1' }]);
  expect(problems).toHaveLength(1);
  expect((await readAll(readDebianPackages, Buffer.from('a\tb\n1\t2\n'))).problems).toHaveLength(1);
});

test('endoflife.date: cycles with their last days, names from CPEs, a page without facts left out', async () => {
  const python = [
    '---',
    'title: Python',
    'category: lang',
    'permalink: /python',
    'identifiers:',
    '  - cpe: cpe:2.3:a:python:python',
    '  - cpe: cpe:/a:microsoft:sql_server',
    '  - repology: python',
    'releases:',
    '  - releaseCycle: "3.7"',
    '    releaseDate: 2018-06-27',
    '    eol: 2023-06-27',
    '  - releaseCycle: 3.14',
    '    releaseDate: 2025-10-07',
    '    eol: false',
    '    eoes: 2031-10-31',
    '---',
    '> prose',
  ].join('\n');
  const archive = tar({ 'python.md': python, 'broken.md': 'no facts', 'README.txt': 'x' });
  const { rows, problems } = await readAll(readEndOfLife, archive);
  const cycle = { released: null, endsOn: null, extendedEndsOn: null, latestReleased: null };
  expect(rows).toEqual([
    {
      slug: 'python',
      title: 'Python',
      category: 'lang',
      cpeProducts: ['python', 'sql server'],
      cycles: [
        { ...cycle, cycle: '3.7', released: '2018-06-27', endsOn: '2023-06-27' },
        { ...cycle, cycle: '3.14', released: '2025-10-07', extendedEndsOn: '2031-10-31' },
      ],
    },
  ]);
  expect(problems).toHaveLength(1);
  expect((await readAll(readEndOfLife, archive.subarray(0, 600))).rows).toEqual([]);
});

test('Office releases: columns by heading, a channel that is none is a problem', async () => {
  const text =
    'build\tchannel\tversion\treleased\n17928.20216\tmonthly-enterprise\t2408\t2024-10-08\n1.2\tbeta\t1\t2024-10-08\n';
  const { rows, problems } = await readAll(readOfficeReleases, Buffer.from(text));
  expect(rows).toEqual([
    { channel: 'monthly-enterprise', version: '2408', build: '17928.20216', released: '2024-10-08' },
  ]);
  expect(problems).toHaveLength(1);
  expect((await readAll(readOfficeReleases, Buffer.from('a\tb\n'))).problems).toHaveLength(1);
});

test('KEV: dates, ransomware, and an entry without a CVE left out', async () => {
  const { rows, problems } = await readAll(readKev, fixture('kev/fixtures/catalogue.json'));
  expect(rows).toEqual([
    { cve: 'CVE-2024-43572', kev: { dateAdded: '2024-10-08', dueDate: '2024-10-29', ransomware: false } },
    { cve: 'CVE-2023-28252', kev: { dateAdded: '2023-04-11', dueDate: null, ransomware: true } },
  ]);
  expect(problems).toHaveLength(1);
  expect((await readAll(readKev, Buffer.from('<html>'))).problems).toHaveLength(1);
});

test("EPSS: FIRST's own layout names its model and day", async () => {
  const text =
    '#model_version:v2025.03.14,score_date:2026-08-16T12:55:00Z\ncve,epss,percentile\nCVE-2024-43572,0.66571,0.99222\nCVE-1,2,3\n';
  const { rows, problems } = await readAll(readEpss, Buffer.from(text));
  expect(rows).toEqual([
    { cve: 'CVE-2024-43572', score: 0.66571, percentile: 0.99222, model: 'v2025.03.14', date: '2026-08-16' },
  ]);
  expect(problems).toHaveLength(1);
});

test('EPSS: the bare layout with semicolons', async () => {
  const { rows } = await readAll(readEpss, Buffer.from('CVE-2026-1234567;0.181260000;0.969460000\r\n'));
  expect(rows).toEqual([{ cve: 'CVE-2026-1234567', score: 0.18126, percentile: 0.96946, model: null, date: null }]);
});

test('Vulnrichment: decision points in any case, scores of CISA and of the numbering authority, each once', async () => {
  const { rows, problems } = await readAll(readVulnrichment, fixture('vulnrichment/fixtures/records.jsonl'));
  expect(rows).toEqual([
    {
      cve: 'CVE-2024-43572',
      ssvc: { exploitation: 'active', automatable: false, technicalImpact: 'total' },
      cvss: [{ version: '3.1', score: 7.8, vector: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H' }],
      decided: '2024-10-08',
    },
    {
      cve: 'CVE-2024-1000001',
      ssvc: { exploitation: 'none', automatable: true, technicalImpact: null },
      cvss: [],
      decided: null,
    },
  ]);
  expect(problems).toHaveLength(1);
});

test('wesng: rows without a KB passed over, self-supersedence and words that are none left out', async () => {
  const table = fixture('wesng/fixtures/CVEs_20241008.csv');
  const { rows } = await readAll(readWesng, zip('CVEs_20241008.csv', table));
  expect(rows).toEqual([
    {
      cve: 'CVE-2024-43572',
      kb: 'KB5044273',
      product: 'Windows 10 Version 22H2 for x64-based Systems',
      severity: 'important',
      supersedes: ['KB5043064'],
      posted: '2024-10-08',
    },
    {
      cve: null,
      kb: 'KB4018398',
      product: 'Microsoft Office 2016',
      severity: null,
      supersedes: ['KB4022179', 'KB4018392'],
      posted: '2018-05-08',
    },
    {
      cve: 'CVE-2021-0002',
      kb: 'KB5077469',
      product: 'Windows Server 2022',
      severity: null,
      supersedes: [],
      posted: null,
    },
  ]);
  expect((await readAll(readWesng, table)).problems).toHaveLength(1);
});

test('Fleet: a build for each release, its own or that of the branch it is serviced with', async () => {
  const { rows, problems } = await readAll(readFleetMsrc, fixture('fleet-msrc/fixtures/Windows_10.json'));
  expect(rows).toEqual([
    { kb: 'KB4528760', supersedes: ['KB4530684'], builds: [] },
    {
      kb: 'KB5034122',
      supersedes: ['KB5033372'],
      builds: [
        { product: 'windows:10-2004', build: '10.0.19044.3930' },
        { product: 'windows:10-21H2', build: '10.0.19044.3930' },
        { product: 'windows:10-22H2', build: '10.0.19045.3930' },
      ],
    },
  ]);
  expect(problems).toHaveLength(1);
});

test('lines are the same however the bytes come', async () => {
  const bytes = Buffer.from('\uFEFFé1\r\n\n3 ünd ende');
  for (const size of [1, 2, 3, 100]) {
    const lines: string[] = [];
    for await (const { number, text } of linesOf(inChunks(bytes, size))) lines.push(`${number}:${text}`);
    expect(lines).toEqual(['1:é1', '2:', '3:3 ünd ende']);
  }
});

async function readAll(read: Reader, bytes: Uint8Array) {
  const items: FeedItem<unknown>[] = [];
  for await (const item of read(inChunks(bytes, 7))) items.push(item);
  return {
    rows: items.flatMap((item) => (item.kind === 'row' ? [item.row] : [])),
    problems: items.filter((item) => item.kind === 'problem'),
  };
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function fixture(name: string): Buffer {
  return readFileSync(new URL(name, import.meta.url));
}

/** A tar archive of plain files, as its writers make it. */
function tar(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(Buffer.byteLength(text).toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    const content = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    content.write(text);
    return [header, content];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** A ZIP of one deflated file, as its writers make it. */
function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
