import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ServiceError } from '../service-error.ts';

export interface SpooledFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly path: string;
}

const GIB = 1024 ** 3;

/** Largest delivery that is taken; it is read in bounded memory, this only protects the disk. */
export const LARGEST_DELIVERY_BYTES = 16 * GIB;

/** Where a delivered file lies. */
export function pathOfFile(dataFolder: string, sha256: string): string {
  return join(dataFolder, 'files', sha256.slice(0, 2), sha256);
}

/** Writes a stream to the data folder under its SHA-256, hashing on the way. A stream that breaks off leaves nothing. */
export async function spoolFile(
  stream: Readable,
  dataFolder: string,
  signal?: AbortSignal,
  largestBytes: number = LARGEST_DELIVERY_BYTES,
): Promise<SpooledFile> {
  await mkdir(join(dataFolder, 'files'), { recursive: true, mode: 0o700 });
  const incoming = join(dataFolder, 'files', `incoming-${randomUUID()}`);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* measured(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > largestBytes) {
        throw new ServiceError('too-large', `The file is larger than ${Math.floor(largestBytes / GIB)} GiB.`, {
          hint: 'Deliver it in parts, a network or a week at a time.',
        });
      }
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(stream, measured, createWriteStream(incoming, { flags: 'wx', mode: 0o600 }), {
      ...(signal ? { signal } : {}),
    });
    const sha256 = hash.digest('hex');
    const path = pathOfFile(dataFolder, sha256);
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    await rename(incoming, path);
    return { sha256, bytes, path };
  } catch (error) {
    await rm(incoming, { force: true });
    throw isDiskFull(error) ? diskFull(error) : error;
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function diskFull(cause: unknown): ServiceError {
  return new ServiceError('unreachable', 'The disk of the data folder is full; nothing was kept.', {
    hint: 'Free some space and deliver the file again.',
    cause,
  });
}
