import { existsSync, readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { describe } from 'vitest';

/** The folder of real data beside the repository. It is large and not ours to ship, so it is not in it. */
const FOLDER = new URL('../../../shared/data/', import.meta.url);

/** A file or folder of the shared data. */
export function sharedPath(name: string): URL {
  return new URL(name, FOLDER);
}

/** Reads a file of the shared data, unpacked where it is packed with zstd. */
export function readShared(name: string): Buffer {
  const bytes = readFileSync(sharedPath(name));
  return name.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes;
}

/** The lines of a text file of the shared data, without empty ones. */
export function sharedLines(name: string): readonly string[] {
  return readShared(name)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/**
 * A group of tests over the shared data. Where the data is missing, the group fails in CI and is skipped with a word on
 * standard error elsewhere, so that nobody takes silence for success.
 */
export function describeShared(title: string, tests: () => void): void {
  const isThere = existsSync(FOLDER);
  if (!isThere && process.env.CI === 'true') throw new Error(`${FOLDER.pathname} is missing: "${title}" cannot run`);
  if (!isThere) console.error(`SKIPPED "${title}": ${FOLDER.pathname} is missing`);
  describe.skipIf(!isThere)(title, tests);
}
