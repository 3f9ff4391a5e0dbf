import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { ZipError } from './zip-error.ts';
import {
  CENTRAL_HEADER,
  CENTRAL_HEADER_BYTES,
  DEFLATED,
  DESCRIPTOR,
  END_RECORD,
  END_RECORD_BYTES,
  FLAGS,
  LOCAL_HEADER,
  LOCAL_HEADER_BYTES,
  MOST_BYTES,
  MOST_FILES,
  NEEDS_VERSION,
  type ZipEntry,
} from './zip-records.ts';

export interface FileToPack {
  readonly name: string;
  readonly pieces: AsyncIterable<string>;
}

/**
 * A ZIP, piece after piece as its files are made; nothing is held but the names. Sizes and checksums follow the data (4.3.9),
 * because they are not known before.
 *
 * @param at written into every file's header, to two seconds, as it stands in UTC
 */
export async function* writeZip(files: AsyncIterable<FileToPack>, at: Temporal.Instant): AsyncGenerator<Buffer> {
  const entries: ZipEntry[] = [];
  const time = dosTime(at);
  let offset = 0;
  for await (const { name, pieces } of files) {
    const header = localHeader(name, time);
    yield header;
    const sums = { crc32: 0, bytes: 0 };
    let packedBytes = 0;
    for await (const packed of deflated(summed(pieces, sums))) {
      packedBytes += packed.byteLength;
      yield packed;
    }
    const entry = { name, offset, packedBytes, ...sums };
    if (Math.max(entry.bytes, packedBytes, offset) > MOST_BYTES || entries.length >= MOST_FILES)
      throw new ZipError(`${name} makes the archive larger than a ZIP without ZIP64 can be (4 GiB).`);
    entries.push(entry);
    const descriptor = descriptorOf(entry);
    yield descriptor;
    offset += header.byteLength + packedBytes + descriptor.byteLength;
  }
  yield directory(entries, offset, time);
}

async function* summed(pieces: AsyncIterable<string>, sums: { crc32: number; bytes: number }): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece, 'utf8');
    sums.crc32 = crc32(bytes, sums.crc32);
    sums.bytes += bytes.byteLength;
    yield bytes;
  }
}

async function* deflated(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  const fed = pipeline(Readable.from(pieces, { objectMode: false }), deflate);
  // What goes wrong in the making ends the reading below with the same error.
  fed.catch(() => undefined);
  for await (const chunk of deflate) yield chunk;
  await fed;
}

function localHeader(name: string, time: number): Buffer {
  const bytes = Buffer.from(name, 'utf8');
  const header = Buffer.alloc(LOCAL_HEADER_BYTES);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  header.writeUInt16LE(NEEDS_VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt32LE(time, 10);
  header.writeUInt16LE(bytes.byteLength, 26);
  return Buffer.concat([header, bytes]);
}

function descriptorOf({ crc32: sum, packedBytes, bytes }: ZipEntry): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(DESCRIPTOR, 0);
  descriptor.writeUInt32LE(sum, 4);
  descriptor.writeUInt32LE(packedBytes, 8);
  descriptor.writeUInt32LE(bytes, 12);
  return descriptor;
}

function directory(entries: readonly ZipEntry[], offset: number, time: number): Buffer {
  const headers = entries.map((entry) => centralHeader(entry, time));
  const bytes = headers.reduce((sum, header) => sum + header.byteLength, 0);
  if (offset + bytes > MOST_BYTES) throw new ZipError('The archive is larger than a ZIP without ZIP64 can be (4 GiB).');
  const end = Buffer.alloc(END_RECORD_BYTES);
  end.writeUInt32LE(END_RECORD, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...headers, end]);
}

function centralHeader(entry: ZipEntry, time: number): Buffer {
  const name = Buffer.from(entry.name, 'utf8');
  const header = Buffer.alloc(CENTRAL_HEADER_BYTES);
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(NEEDS_VERSION, 4);
  header.writeUInt16LE(NEEDS_VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DEFLATED, 10);
  header.writeUInt32LE(time, 12);
  header.writeUInt32LE(entry.crc32, 16);
  header.writeUInt32LE(entry.packedBytes, 20);
  header.writeUInt32LE(entry.bytes, 24);
  header.writeUInt16LE(name.byteLength, 28);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, name]);
}

/** 4.4.6: MS-DOS date and time, the time in the low half. */
function dosTime(at: Temporal.Instant): number {
  const { year, month, day, hour, minute, second } = at.toZonedDateTimeISO('UTC');
  return ((year - 1980) * 2 ** 25 + (month << 21) + (day << 16) + (hour << 11) + (minute << 5) + (second >> 1)) >>> 0;
}
