import { statfsSync } from 'node:fs';
import { StoreError, type StoreErrorCode } from '../store-error.ts';

/** How a full disk shows: errno by Node, words by SQLite, initdb and PostgreSQL's log (SQLSTATE 53100). */
const diskFull = /ENOSPC|EDQUOT|no space left|disk (?:is )?full|disk quota|could not extend file/i;

/**
 * A failure on the data folder as our error: a full disk by its name, all else under `code`, with what the system said.
 * `said` is further output of a tool, for example the end of a log.
 */
export function storeErrorOf(
  error: unknown,
  folder: string,
  code: StoreErrorCode,
  what: string,
  said = '',
): StoreError {
  const words = [error instanceof Error ? error.message : String(error), said].filter((part) => part !== '').join('\n');
  if (diskFull.test(words)) return diskFullError(folder, error);
  return new StoreError(code, `${what}: ${words.trim()}`, { cause: error });
}

export function diskFullError(folder: string, cause?: unknown): StoreError {
  const free = freeMegabytes(folder);
  return new StoreError(
    'disk-full',
    `The disk that holds the data folder ${folder} is full${free === null ? '' : ` (${free} MB free)`}. Nothing that was saved is lost. Free some space (Baton wants at least ${spaceForNewCluster} MB) and start again.`,
    { cause },
  );
}

/** MB that making a cluster takes: 40 for the files, 16 for the first log segment, and as much again to grow. */
export const spaceForNewCluster = 128;

/** Free space for ordinary users on the disk of `folder`, in MB (2^20 bytes); null where the system does not say. */
export function freeMegabytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.floor((bavail * bsize) / 2 ** 20);
  } catch {
    return null;
  }
}
