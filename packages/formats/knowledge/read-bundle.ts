import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import {
  BUNDLE_FORMAT,
  BUNDLE_FORMAT_VERSION,
  type BundleCounts,
  type BundleHeader,
  type BundleRow,
} from '@baton/domain/advisories/bundle-rows.ts';
import { type Line, lineBatchesOf } from '../feeds/lines.ts';
import { BundleError } from './bundle-error.ts';
import { bundleHeader, bundleRow } from './bundle-schema.ts';

export interface ReadBundleOptions {
  readonly signal?: AbortSignal;
  /** Of the bundle as it comes; 128 MiB unless told. */
  readonly largestBytes?: number;
  /** After decompression, against bombs; 2 GiB unless told. */
  readonly largestUnpackedBytes?: number;
}

/** A bundle whose header has been read and accepted. Its rows can be read once. */
export interface OpenBundle {
  readonly header: BundleHeader;
  /**
   * Rows in batches, in the order source, package-fix, kb, vulnerability, lifecycle, office-release. Ends normally only after every row that the
   * header announces, so a caller that writes in one transaction keeps nothing of a broken bundle.
   */
  readonly rows: AsyncIterable<readonly BundleRow[]>;
}

const MIB = 1024 * 1024;

/**
 * Opens a bundle of knowledge: JSON lines, plain or packed with zstd or gzip, its first line the header.
 *
 * @throws BundleError here or while the rows are read: not a bundle, of a newer format, cut, too large, a bad row
 */
export async function openBundle(
  source: AsyncIterable<Uint8Array>,
  options: ReadBundleOptions = {},
): Promise<OpenBundle> {
  const batches = lineBatchesOf(unpacked(source, options), options);
  try {
    const pending: Line[] = [];
    while (pending.length === 0) {
      const next = await settled(() => batches.next());
      if (next.done) throw new BundleError('not-a-bundle', 'the file is empty; a bundle of knowledge was expected');
      pending.push(...next.value);
    }
    const [first, ...rest] = pending;
    const header = readHeader(first?.text ?? '');
    return { header, rows: rowsOf(header.counts, rest, batches) };
  } catch (cause) {
    await batches.return(undefined); // closes the source: nobody will read on
    throw cause;
  }
}

async function* rowsOf(
  expected: BundleCounts,
  first: readonly Line[],
  batches: AsyncGenerator<readonly Line[]>,
): AsyncGenerator<readonly BundleRow[]> {
  const left: Record<BundleRow['row'], number> = {
    source: expected.source,
    'package-fix': expected.packageFix,
    kb: expected.kb,
    vulnerability: expected.vulnerability,
    lifecycle: expected.lifecycle ?? 0,
    'office-release': expected.officeRelease ?? 0,
  };
  try {
    for (let lines = first; ; ) {
      const rows = lines.filter(({ text }) => text !== '').map(readRow);
      for (const { row } of rows) left[row] -= 1;
      if (rows.length > 0) yield rows;
      const next = await settled(() => batches.next());
      if (next.done) break;
      lines = next.value;
    }
  } finally {
    await batches.return(undefined);
  }
  const wrong = Object.entries(left).filter(([, rest]) => rest !== 0);
  if (wrong.length === 0) return;
  const what = wrong.map(([row, rest]) =>
    rest > 0 ? `${rest} rows "${row}" too few` : `${-rest} rows "${row}" too many`,
  );
  throw new BundleError('cut', `the bundle is not whole: ${what.join(', ')}; fetch or build it again`);
}

function readHeader(text: string): BundleHeader {
  const value = jsonOrUndefined(text);
  const parsed = bundleHeader.safeParse(value);
  if (isNewer(value)) {
    throw new BundleError(
      'newer-format',
      `the bundle is of format ${value.formatVersion}, this Baton reads up to ${BUNDLE_FORMAT_VERSION}; update Baton or take an older bundle`,
    );
  }
  if (parsed.success) return parsed.data;
  throw new BundleError('not-a-bundle', 'the first line is not the header of a bundle of knowledge', parsed.error);
}

function isNewer(value: unknown): value is { readonly formatVersion: number } {
  if (typeof value !== 'object' || value === null || !('format' in value) || !('formatVersion' in value)) return false;
  const { format, formatVersion } = value;
  return format === BUNDLE_FORMAT && typeof formatVersion === 'number' && formatVersion > BUNDLE_FORMAT_VERSION;
}

function readRow(line: Line): BundleRow {
  const value = jsonOrUndefined(line.text);
  // A line that is no JSON is nearly always where a download broke off.
  if (value === undefined) throw new BundleError('cut', `line ${line.number} of the bundle breaks off; fetch it again`);
  const parsed = bundleRow.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? '' : `: ${issue.path.join('.') || 'row'}: ${issue.message}`;
  throw new BundleError('bad-row', `line ${line.number} of the bundle is not a row of it${where}`, parsed.error);
}

/** Unpacks by the first bytes, not by the name. Both sizes are limited. */
async function* unpacked(source: AsyncIterable<Uint8Array>, options: ReadBundleOptions): AsyncGenerator<Uint8Array> {
  const limited = withLimit(source, options.largestBytes ?? 128 * MIB, 'the bundle');
  const { head, whole } = await peek(limited);
  const unpack = isZstd(head) ? createZstdDecompress() : isGzip(head) ? createGunzip() : null;
  const largest = options.largestUnpackedBytes ?? 2048 * MIB;
  if (unpack === null) {
    yield* withLimit(whole, largest, 'the bundle');
    return;
  }
  const packed = Readable.from(whole);
  packed.on('error', (error) => unpack.destroy(error));
  try {
    yield* withLimit(packed.pipe(unpack), largest, 'the unpacked bundle');
  } finally {
    packed.destroy(); // or the file behind it stays open when a limit is met
  }
}

async function* withLimit(
  source: AsyncIterable<Uint8Array>,
  largest: number,
  what: string,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > largest) throw new BundleError('too-large', `${what} is larger than ${Math.floor(largest / MIB)} MiB`);
    yield chunk;
  }
}

async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Uint8Array; readonly whole: AsyncGenerator<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.byteLength < 4) {
    const next = await iterator.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      if (head.byteLength > 0) yield head;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, whole: whole() };
}

function isZstd(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** What the decompressors throw is about the file, so it is said as such. */
async function settled<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof BundleError || !(cause instanceof Error) || cause.name === 'AbortError') throw cause;
    if (cause instanceof RangeError)
      throw new BundleError('too-large', `the bundle has a line too long: ${cause.message}`);
    const isPackingFault = 'code' in cause && /^(Z_|ZSTD_|ERR_ZSTD|ERR_ZLIB)/.test(String(cause.code));
    if (isPackingFault) throw new BundleError('cut', `the bundle cannot be unpacked: ${cause.message}`, cause);
    throw cause;
  }
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
