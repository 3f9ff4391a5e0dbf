import type { Readable } from 'node:stream';

const START_BYTES = 1024 * 1024;

/** The first MiB of an upload; the rest is not waited for. */
export async function readStart(file: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= START_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, START_BYTES);
}
