import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { StoreError } from '../store-error.ts';
import { storeErrorOf } from './store-error-of.ts';

export interface DataFolderLock {
  /** Where the running Baton answers, for the message that a second start gives. */
  recordAddress(address: string): void;
  release(): void;
}

const attempts = 8;

/**
 * Makes the data folder if need be, and takes it for this process alone.
 *
 * The lock is SQLite's exclusive lock on an empty file: a lock of the operating system's (fcntl, LockFileEx), which Node
 * gives us in no other way. It ends with the process however that ends, so no stale lock is ever to be judged by a
 * process id, and it is not inherited by the PostgreSQL that we start.
 *
 * @throws StoreError `data-folder-in-use`, with the address of the one that runs; `data-folder-unusable`; `disk-full`
 */
export async function lockDataFolder(folder: string): Promise<DataFolderLock> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storeErrorOf(error, folder, 'data-folder-unusable', `Cannot make the data folder ${folder}`);
  }
  const database = await takeExclusively(folder);
  const running = join(folder, 'running.json');
  rmSync(running, { force: true });
  return {
    recordAddress(address) {
      try {
        writeFileSync(running, JSON.stringify({ pid: process.pid, address }), { mode: 0o600 });
      } catch {
        // Only a better message for a second start: not worth failing this one.
      }
    },
    release() {
      rmSync(running, { force: true });
      if (database.isOpen) database.close();
    },
  };
}

/**
 * SQLite takes its exclusive lock in steps, and two that take them at the same moment can each be in the other's way:
 * both are told "busy" while nobody holds it. So a refusal counts only after several attempts, at intervals that
 * differ by chance. One who really holds it keeps it through all of them.
 */
async function takeExclusively(folder: string): Promise<DatabaseSync> {
  for (let attempt = 1; ; attempt++) {
    const database = tryExclusively(folder);
    if (database !== 'busy') return database;
    if (attempt === attempts) throw inUse(folder);
    await delay(10 + Math.random() * 40);
  }
}

function tryExclusively(folder: string): DatabaseSync | 'busy' {
  const file = join(folder, 'lock');
  let database: DatabaseSync | undefined;
  try {
    // Ours alone: whoever may read the file may lock it.
    closeSync(openSync(file, 'a', 0o600));
    database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (/locked|busy/i.test(String(error))) return 'busy';
    throw storeErrorOf(error, folder, 'data-folder-unusable', `Cannot lock the data folder (${file})`);
  }
}

function inUse(folder: string): StoreError {
  const running = readRunning(join(folder, 'running.json'));
  const where =
    running === null ? 'It is still starting.' : `It answers at ${running.address} (process ${running.pid}).`;
  return new StoreError(
    'data-folder-in-use',
    `Another Baton already runs on the data folder ${folder}. ${where} Use that one, or stop it first, or give this one a data folder of its own: npm start -- --data DIR`,
  );
}

function readRunning(file: string): { readonly pid: number; readonly address: string } | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('pid' in parsed) || !('address' in parsed)) return null;
    return { pid: Number(parsed.pid), address: String(parsed.address) };
  } catch {
    return null;
  }
}
