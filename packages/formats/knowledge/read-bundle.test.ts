import { gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { BundleRow } from '@baton/domain/advisories/bundle-rows.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from './load-knowledge.ts';
import { openBundle, type ReadBundleOptions } from './read-bundle.ts';
import { type BundleContent, writeBundle } from './write-bundle.ts';

const CONTENT: BundleContent = {
  date: '2026-11-19',
  sources: [{ name: 'EPSS', licence: 'free', date: '2026-08-16', url: 'https://www.first.org/epss/', records: 1 }],
  offered: [
    {
      row: 'source',
      distribution: 'debian:12',
      source: 'expat',
      newest: '2.5.0-1',
      security: false,
      binaries: ['expat', 'libexpat1'],
    },
  ],
  packageFixes: [
    {
      row: 'package-fix',
      distribution: 'debian:12',
      source: 'expat',
      version: '2.5.0-1',
      published: null,
      urgency: 'high',
      cves: ['CVE-2022-43680'],
    },
  ],
  kbs: [
    {
      row: 'kb',
      kb: 'KB5044273',
      supersedes: ['KB5043064'],
      builds: [],
      cves: [],
      products: ['Windows 10'],
      published: '2024-10-08',
      severity: null,
    },
  ],
  vulnerabilities: [
    {
      row: 'vulnerability',
      cve: 'CVE-2022-43680',
      epss: { score: 0.1, percentile: 0.9 },
      ssvc: { exploitation: 'poc', automatable: null, technicalImpact: 'partial' },
      cvss: [{ version: '3.1', score: 7.5, vector: null }],
    },
  ],
  lifecycles: [
    {
      row: 'lifecycle',
      product: 'python',
      title: 'Python',
      names: ['python'],
      releases: [{ release: '3.7', endsOn: '2023-06-27' }],
    },
  ],
  officeReleases: [
    { row: 'office-release', channel: 'current', version: '2409', build: '18025.20140', released: '2024-10-08' },
  ],
};
const PACKED = writeBundle(CONTENT);
const PLAIN = zstdDecompressSync(PACKED);

describe('a bundle', () => {
  test.each([
    ['zstd', PACKED],
    ['gzip', gzipSync(PLAIN)],
    ['plain', PLAIN],
  ])('packed as %s gives back every row, however its bytes come', async (_, bytes) => {
    for (const size of [1, 100, 1_000_000]) {
      const { header, rows } = await readAll(bytes, {}, size);
      expect(header.counts).toEqual({
        source: 1,
        packageFix: 1,
        kb: 1,
        vulnerability: 1,
        lifecycle: 1,
        officeRelease: 1,
      });
      expect(rows).toEqual([
        ...CONTENT.offered,
        ...CONTENT.packageFixes,
        ...CONTENT.kbs,
        ...CONTENT.vulnerabilities,
        ...CONTENT.lifecycles,
        ...CONTENT.officeReleases,
      ]);
    }
  });

  test('is the same bytes from the same content', () => {
    expect(Buffer.from(writeBundle(structuredClone(CONTENT))).equals(PACKED)).toBe(true);
  });

  test('answers as knowledge when it is loaded', async () => {
    const knowledge = await loadKnowledge(inChunks(PACKED, 50));
    expect(knowledge.date).toBe('2026-11-19');
    expect(knowledge.sourceOf('debian:12', 'libexpat1')).toBe('expat');
    expect(knowledge.vulnerability('CVE-2022-43680')?.epss?.date).toBe('2026-08-16');
  });
});

describe('a bundle is refused with a clear word when it', () => {
  test('is cut anywhere, packed or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom<Uint8Array>(PACKED, PLAIN), fc.nat({ max: 10_000 }), async (bytes, seed) => {
        const length = seed % (bytes.length - 1);
        await expect(readAll(bytes.subarray(0, length))).rejects.toMatchObject({
          name: 'BundleError',
          code: expect.stringMatching(/^(cut|not-a-bundle)$/),
        });
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['is empty', Buffer.alloc(0), 'not-a-bundle'],
    ['is something else', Buffer.from('<html>404</html>'), 'not-a-bundle'],
    ['is something else that is packed', zstdCompressSync(Buffer.from('{"row":"header"}\n')), 'not-a-bundle'],
    ['is damaged inside', damaged(PACKED), 'cut'],
    ['is of a newer format', changed('"formatVersion":2', '"formatVersion":3,"new":true'), 'newer-format'],
    ['has a row of a wrong shape', changed('"KB5044273"', '"5044273"'), 'bad-row'],
    ['has a row of a kind that is not known', changed('"row":"kb"', '"row":"xy"'), 'bad-row'],
    ['has a row too many', Buffer.concat([PLAIN, lastLine()]), 'cut'],
  ])('%s', async (_, bytes, code) => {
    await expect(readAll(bytes)).rejects.toMatchObject({ name: 'BundleError', code });
  });

  test('is larger than allowed, packed or unpacked', async () => {
    await expect(readAll(PACKED, { largestBytes: 10 })).rejects.toMatchObject({ code: 'too-large' });
    const bomb = zstdCompressSync(Buffer.concat([PLAIN, Buffer.alloc(5_000_000, '\n')]));
    await expect(readAll(bomb, { largestUnpackedBytes: 1_000_000 })).rejects.toMatchObject({ code: 'too-large' });
  });
});

test('reading stops when it is told to', async () => {
  const signal = AbortSignal.abort();
  await expect(readAll(PLAIN, { signal })).rejects.toMatchObject({ name: 'AbortError' });
});

test.each([
  ['is not a bundle', Buffer.from('<html>\n'.repeat(100_000)), {}],
  [
    'is too large when unpacked',
    zstdCompressSync(Buffer.concat([PLAIN, Buffer.alloc(5_000_000, '\n')])),
    { largestUnpackedBytes: 1_000_000 },
  ],
  ['has a bad row', Buffer.concat([changed('"KB5044273"', '"5044273"'), Buffer.alloc(100_000, '\n')]), {}],
])('the source is closed when it %s', async (_, bytes, options) => {
  let isClosed = false;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      yield* inChunks(bytes, 64);
    } finally {
      isClosed = true;
    }
  }
  await expect(readRows(source(), options)).rejects.toThrow();
  await expect.poll(() => isClosed).toBe(true);
});

async function readAll(bytes: Uint8Array, options: ReadBundleOptions = {}, size = 64) {
  return readRows(inChunks(bytes, size), options);
}

async function readRows(source: AsyncIterable<Uint8Array>, options: ReadBundleOptions) {
  const { header, rows } = await openBundle(source, options);
  const all: BundleRow[] = [];
  for await (const batch of rows) all.push(...batch);
  return { header, rows: all };
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function changed(from: string, to: string): Buffer {
  return Buffer.from(PLAIN.toString('utf8').replace(from, to));
}

function lastLine(): Buffer {
  return Buffer.from(`${PLAIN.toString('utf8').trimEnd().split('\n').at(-1)}\n`);
}

function damaged(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  copy.fill(0xff, 20, 60);
  return copy;
}
