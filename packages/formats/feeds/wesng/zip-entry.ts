import { createInflateRaw } from 'node:zlib';

/** Signatures of APPNOTE.TXT 4.3: end of central directory, central header, local header. */
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * Streams the first entry of a ZIP whose name fits; null where there is none. Only what feeds need: no encryption, no
 * ZIP64, methods store and deflate. The archive is in memory, the entry is not.
 */
export function zipEntry(archive: Buffer, fits: (name: string) => boolean): AsyncIterable<Uint8Array> | null {
  const end = archive.lastIndexOf(bytesOf(END));
  if (end < 0 || end + 22 > archive.length) return null;
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== CENTRAL) return null;
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (fits(name)) return contentOf(archive, at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return null;
}

function contentOf(archive: Buffer, central: number): AsyncIterable<Uint8Array> | null {
  const method = archive.readUInt16LE(central + 10);
  const size = archive.readUInt32LE(central + 20);
  const local = archive.readUInt32LE(central + 42);
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL) return null;
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(from, from + size);
  if (method === STORED) return oneChunk(packed);
  if (method !== DEFLATED) return null;
  const inflate = createInflateRaw();
  inflate.end(packed);
  return inflate;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function bytesOf(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
