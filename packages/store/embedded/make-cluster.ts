import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import { type ClusterPaths, clusterAsSeenByPostgres, clusterPaths } from './cluster-paths.ts';
import { accountForInitdb, type PostgresAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { diskFullError, freeMegabytes, spaceForNewCluster, storeErrorOf } from './store-error-of.ts';

/** PostgreSQL's superuser in a cluster of ours. */
export const clusterUser = 'baton';

const draftPrefix = 'postgres.new-';

/**
 * Makes the cluster if there is none; refuses one of another major version. It is made under another name and renamed
 * when complete and on disk, so that a start that was killed in the middle leaves only a draft, which the next removes.
 *
 * @throws StoreError `postgres-version`, `disk-full`, `postgres-failed`
 */
export async function makeCluster(
  paths: ClusterPaths,
  account: PostgresAccount,
  binaries: PostgresBinaries,
): Promise<'made' | 'found'> {
  removeDrafts(paths.dataFolder);
  if (existsSync(paths.home)) {
    refuseOtherVersion(paths, binaries);
    return 'found';
  }
  const free = freeMegabytes(paths.dataFolder);
  if (free !== null && free < spaceForNewCluster) throw diskFullError(paths.dataFolder);
  // A name of its own each time: an initdb that outlived its killed Baton may still write into an older draft.
  const draft = clusterPaths(paths.dataFolder, `${draftPrefix}${randomBytes(4).toString('hex')}`);
  try {
    await initialise(draft, account, binaries);
    renameSync(draft.home, paths.home);
    syncFolder(paths.dataFolder);
  } catch (error) {
    removeDrafts(paths.dataFolder);
    throw error instanceof StoreError
      ? error
      : storeErrorOf(error, paths.dataFolder, 'postgres-failed', 'The database could not be made');
  }
  return 'made';
}

function removeDrafts(dataFolder: string): void {
  for (const name of readdirSync(dataFolder).filter((one) => one.startsWith(draftPrefix))) {
    try {
      rmSync(join(dataFolder, name), { recursive: true, force: true });
    } catch {
      // Something is still written there; the next start removes it.
    }
  }
}

function refuseOtherVersion(paths: ClusterPaths, binaries: PostgresBinaries): void {
  let version: string;
  try {
    version = readFileSync(join(paths.cluster, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    throw new StoreError(
      'postgres-failed',
      `${paths.cluster} is not a PostgreSQL database (it has no readable PG_VERSION). Nothing was changed. Restore the folder from a backup, or use another data folder (--data DIR).`,
      { cause: error },
    );
  }
  if (version === String(binaries.major)) return;
  throw new StoreError(
    'postgres-version',
    `The database in ${paths.home} was made by PostgreSQL ${version}; this Baton brings PostgreSQL ${binaries.major}. Nothing was changed. Start it with the Baton that made it, save it with pg_dump, and load that into a new data folder.`,
  );
}

async function initialise(draft: ClusterPaths, account: PostgresAccount, binaries: PostgresBinaries): Promise<void> {
  const maker = accountForInitdb(account);
  mkdirSync(draft.cluster, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(draft.password, `${password}\n`, { mode: 0o600 });
  if (maker !== null) {
    chmodSync(draft.home, 0o711);
    for (const path of [draft.cluster, draft.password]) chownSync(path, maker.uid, maker.gid);
  }
  await run(binaries.initdb, initdbArguments(clusterAsSeenByPostgres(draft, maker)), draft, maker);
  if (account !== null) {
    giveTo(draft.cluster, account);
    chownSync(draft.password, 0, 0);
  }
  syncFile(draft.password);
  syncFolder(draft.home);
}

function initdbArguments(folder: string): string[] {
  return [
    ...['-D', folder, '--username', clusterUser, '--pwfile', '../password', '--auth', 'scram-sha-256'],
    // The builtin provider sorts alike on every machine and version of the C library: indexes never go stale.
    ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    '--no-instructions',
  ];
}

function run(program: string, args: readonly string[], draft: ClusterPaths, account: PostgresAccount): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: draft.cluster,
      env: postgresEnvironment(),
      ...(account ?? {}),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said = `${said}${chunk}`.slice(-4000)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(initdbFailure(code, said, draft.dataFolder));
    });
  });
}

function initdbFailure(code: number | null, said: string, dataFolder: string): StoreError {
  if (said.includes('could not look up effective user ID')) {
    return new StoreError(
      'postgres-failed',
      `PostgreSQL wants the user id that it runs as (${process.getuid?.()}) to have a name, and /etc/passwd gives it none, as in some containers. Add a line for it there, or set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
    );
  }
  return storeErrorOf(
    `initdb ended with ${code}`,
    dataFolder,
    'postgres-failed',
    'The database could not be made',
    said,
  );
}

/** Nothing of the caller's environment: PGDATA, PGPORT or LD_LIBRARY_PATH of another PostgreSQL would lead ours astray. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = process.platform === 'win32' ? ['SystemRoot', 'TEMP', 'PATH'] : [];
  return {
    PATH: '/usr/bin:/bin',
    TZ: 'UTC',
    LC_ALL: 'C',
    ...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
  };
}

function giveTo(folder: string, account: { readonly uid: number; readonly gid: number }): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  lchownSync(folder, account.uid, account.gid);
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** Makes a rename durable; Windows has no such thing. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
