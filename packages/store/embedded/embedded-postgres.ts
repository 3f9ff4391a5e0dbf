import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { StoreError } from '../store-error.ts';
import { type ClusterPaths, clusterPaths } from './cluster-paths.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { clusterUser, makeCluster } from './make-cluster.ts';
import { accountFor, type PostgresAccount } from './postgres-account.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { endLeftoverPostgres, type Listening, type PostgresProcess, startPostgres } from './postgres-process.ts';
import { freeMegabytes, storeErrorOf } from './store-error-of.ts';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface EmbeddedPostgres {
  /** For pg, over a socket that only this user can reach, or loopback. Contains the password: never print it. */
  readonly url: string;
  /** Tells where the running Baton answers, for the message that a second start on the same data folder gives. */
  recordAddress(address: string): void;
  /** Stops PostgreSQL and frees the data folder. May be called twice. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly log: Log;
  /** PostgreSQL ended again and again and will not be started once more: Baton cannot go on. */
  readonly onLost: (error: Error) => void;
  /** Its process has been started and is not ready yet: time for what takes this process long. */
  readonly onStarting?: (() => void) | undefined;
}

/** A Unix socket's path may have 107 bytes on Linux and 103 on macOS, with PostgreSQL's own name of 15 in it. */
const socketPathLimitBytes = 103;
const restartLimit = 3;
const database = 'baton';

/**
 * Takes the data folder, makes the cluster if it is new, clears up after a crash, and starts PostgreSQL in it. If
 * PostgreSQL dies while Baton runs, it is started again.
 *
 * @throws StoreError `data-folder-in-use`, `data-folder-unusable`, `disk-full`, `postgres-version`, `postgres-missing`,
 * `postgres-failed`
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const lock = await lockDataFolder(options.dataFolder);
  try {
    const paths = clusterPaths(options.dataFolder);
    const account = accountFor(paths.cluster);
    const binaries = postgresBinaries(account);
    if ((await makeCluster(paths, account, binaries)) === 'made')
      options.log.info(`Made a new database in ${paths.home}`);
    if ((await endLeftoverPostgres(paths)) === 'ended')
      options.log.warn('Ended a PostgreSQL that an earlier Baton left behind');
    warnOfLittleSpace(options);
    const server = await superviseCluster({ ...options, paths, account, binaries });
    return {
      url: server.url,
      recordAddress: lock.recordAddress,
      async close() {
        await server.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function warnOfLittleSpace({ dataFolder, log }: EmbeddedOptions): void {
  const free = freeMegabytes(dataFolder);
  if (free !== null && free < 500) log.warn(`Only ${free} MB are free on the disk of ${dataFolder}`);
}

interface Cluster extends EmbeddedOptions {
  readonly paths: ClusterPaths;
  readonly account: PostgresAccount;
  readonly binaries: PostgresBinaries;
}

async function superviseCluster(cluster: Cluster): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const listening = await chooseListening(cluster.paths);
  const url = connectionUrl(cluster.paths, listening, database);
  let stopping = false;
  let restarts = 0;
  let current = await startUntilReady(cluster, listening);
  watch(current);
  const endWithUs = (): void => void current.stop();
  process.once('exit', endWithUs);

  function watch(server: PostgresProcess): void {
    void server.exited.then(async () => {
      if (stopping) return;
      restarts += 1;
      const said = server.logSinceStart().trim().split('\n').slice(-3).join('\n');
      cluster.log.error(`PostgreSQL ended by itself; its log (${cluster.paths.log}) says:\n${said}`);
      try {
        if (restarts > restartLimit) throw new StoreError('postgres-failed', `PostgreSQL ended ${restarts} times`);
        current = await startUntilReady(cluster, listening);
        if (stopping) await current.stop();
        else watch(current);
      } catch (error) {
        if (!stopping) cluster.onLost(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  return {
    url,
    async stop() {
      stopping = true;
      process.off('exit', endWithUs);
      await current.stop();
    },
  };
}

/** Starts the process and waits until the database answers; after a crash that includes replaying the log. */
async function startUntilReady(cluster: Cluster, listening: Listening): Promise<PostgresProcess> {
  // After a hard kill the old server's children need a moment to notice; until then its shared memory is in use.
  for (let attempt = 1; ; attempt++) {
    const server = startPostgres(cluster.paths, cluster.account, cluster.binaries, listening);
    if (attempt === 1) cluster.onStarting?.();
    try {
      await untilReady(server, cluster, listening);
      return server;
    } catch (error) {
      await server.stop();
      const said = server.logSinceStart();
      if (attempt < 20 && /still in use|lock file .* already exists/.test(said)) {
        await delay(500);
        continue;
      }
      if (error instanceof StoreError && error.code === 'disk-full') throw error;
      throw storeErrorOf(
        error,
        cluster.dataFolder,
        'postgres-failed',
        `PostgreSQL did not start (log: ${cluster.paths.log})`,
        said,
      );
    }
  }
}

async function untilReady(server: PostgresProcess, cluster: Cluster, listening: Listening): Promise<void> {
  const begin = performance.now();
  let told = begin;
  for (;;) {
    if (!server.isRunning()) throw new Error('it ended while starting');
    const problem = await tryConnect(connectionUrl(cluster.paths, listening, database));
    if (problem === null) return;
    const code = 'code' in problem ? String(problem.code) : '';
    if (code === '3D000') await createDatabase(connectionUrl(cluster.paths, listening, 'postgres'), cluster.dataFolder);
    // 57P03: starting up or replaying its log, which takes as long as it takes.
    else if (!['57P03', 'ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes(code)) throw problem;
    else if (performance.now() - told > 5_000) {
      told = performance.now();
      cluster.log.info(
        `PostgreSQL is still starting after ${Math.round((told - begin) / 1000)} s (it replays its log after an unclean stop)`,
      );
    }
    if (code !== '3D000') await delay(20);
  }
}

async function tryConnect(connectionString: string): Promise<Error | null> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function createDatabase(connectionString: string, dataFolder: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${database}`);
  } catch (error) {
    throw storeErrorOf(error, dataFolder, 'postgres-failed', 'The database could not be made');
  } finally {
    await client.end();
  }
}

async function chooseListening({ cluster }: ClusterPaths): Promise<Listening> {
  const fits = Buffer.byteLength(join(cluster, '.s.PGSQL.5432')) <= socketPathLimitBytes;
  return process.platform !== 'win32' && fits ? { kind: 'socket' } : { kind: 'tcp', port: await freePort() };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function connectionUrl(paths: ClusterPaths, listening: Listening, name: string): string {
  const password = readFileSync(paths.password, 'utf8').trim();
  if (listening.kind === 'tcp') return `postgres://${clusterUser}:${password}@127.0.0.1:${listening.port}/${name}`;
  return `postgres://${clusterUser}:${password}@/${name}?host=${encodeURIComponent(paths.cluster)}`;
}
