import type { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { ZipError } from './zip-error.ts';
import {
  CENTRAL_HEADER,
  CENTRAL_HEADER_BYTES,
  DEFLATED,
  END_RECORD,
  END_RECORD_BYTES,
  LOCAL_HEADER,
  LOCAL_HEADER_BYTES,
  type ZipEntry,
} from './zip-records.ts';

/** A file that is read in places, not as a whole. */
export interface RandomAccess {
  readonly size: number;
  readonly read: (offset: number, length: number) => Promise<Buffer>;
}

export interface Zip {
  readonly names: readonly string[];
  /** A file's bytes as they come out; its length and checksum are checked at its end. @throws ZipError */
  readonly open: (name: string) => AsyncGenerator<Buffer>;
}

const PIECE_BYTES = 256 * 1024;
/** Of the directory, which is held in memory. */
const MOST_DIRECTORY_BYTES = 16 * 1024 * 1024;

/**
 * Opens an archive of the kind that writeZip makes. @throws ZipError where it is no such archive, is cut, or names a file twice
 */
export async function readZip(file: RandomAccess): Promise<Zip> {
  if (file.size < END_RECORD_BYTES) throw notAnArchive();
  const end = await file.read(file.size - END_RECORD_BYTES, END_RECORD_BYTES);
  if (end.readUInt32LE(0) !== END_RECORD) throw notAnArchive();
  const [count, bytes, offset] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (bytes > MOST_DIRECTORY_BYTES || offset + bytes + END_RECORD_BYTES !== file.size) throw notAnArchive();
  const entries = readDirectory(await file.read(offset, bytes), count);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  if (byName.size !== count) throw new ZipError('The archive names a file twice.');
  return {
    names: entries.map(({ name }) => name),
    open: (name) => {
      const entry = byName.get(name);
      if (entry === undefined) throw new ZipError(`The archive has no file ${name}.`);
      return unpacked(file, entry);
    },
  };
}

function notAnArchive(): ZipError {
  return new ZipError('This is no ZIP archive of Baton’s, or it is cut.');
}

function readDirectory(bytes: Buffer, count: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_HEADER_BYTES > bytes.byteLength || bytes.readUInt32LE(at) !== CENTRAL_HEADER) throw notAnArchive();
    if (bytes.readUInt16LE(at + 10) !== DEFLATED)
      throw new ZipError('The archive is packed in a way Baton does not use.');
    const nameEnd = at + CENTRAL_HEADER_BYTES + bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + CENTRAL_HEADER_BYTES, nameEnd),
      crc32: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      bytes: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at !== bytes.byteLength) throw notAnArchive();
  return entries;
}

async function* unpacked(file: RandomAccess, entry: ZipEntry): AsyncGenerator<Buffer> {
  const damaged = new ZipError(`${entry.name} is damaged.`);
  const inflate = createInflateRaw();
  const fed = pipeline(Readable.from(packedPieces(file, entry), { objectMode: false }), inflate);
  fed.catch(() => undefined);
  const sums = { crc32: 0, bytes: 0 };
  try {
    for await (const chunk of inflate) {
      sums.crc32 = crc32(chunk, sums.crc32);
      sums.bytes += chunk.byteLength;
      // Longer than the directory says: not read any further, so a small archive fills no disk and no memory.
      if (sums.bytes > entry.bytes) throw damaged;
      yield chunk;
    }
    await fed;
  } catch (cause) {
    throw cause instanceof ZipError ? cause : new ZipError(damaged.message);
  }
  if (sums.bytes !== entry.bytes || sums.crc32 !== entry.crc32) throw damaged;
}

async function* packedPieces(file: RandomAccess, { offset, packedBytes, name }: ZipEntry): AsyncGenerator<Buffer> {
  const header = await file.read(offset, LOCAL_HEADER_BYTES);
  if (header.byteLength < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER)
    throw new ZipError(`${name} is damaged.`);
  const begin = offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  for (let at = begin; at < begin + packedBytes; at += PIECE_BYTES)
    yield await file.read(at, Math.min(PIECE_BYTES, begin + packedBytes - at));
}
