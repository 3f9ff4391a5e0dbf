import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ClusterPaths, clusterAsSeenByPostgres } from './cluster-paths.ts';
import { postgresEnvironment } from './make-cluster.ts';
import { memorySettings } from './memory-settings.ts';
import type { PostgresAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** Where PostgreSQL listens: a socket in its own folder, or a port on loopback where a socket cannot be. */
export type Listening = { readonly kind: 'socket' } | { readonly kind: 'tcp'; readonly port: number };

export interface PostgresProcess {
  /** Settles when the process is gone, however it went. */
  readonly exited: Promise<void>;
  readonly isRunning: () => boolean;
  /** What it wrote to its log since it started, the last 4,000 characters. */
  readonly logSinceStart: () => string;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

const logLimitBytes = 10 * 2 ** 20;
const stopLimitMilliseconds = 30_000;

/** Starts the server process; it is not ready yet when this returns. */
export function startPostgres(
  paths: ClusterPaths,
  account: PostgresAccount,
  binaries: PostgresBinaries,
  listening: Listening,
): PostgresProcess {
  const log = openLog(paths.log);
  const logStart = fstatSync(log).size;
  const child = spawn(binaries.postgres, ['-D', clusterAsSeenByPostgres(paths, account), ...settings(listening)], {
    cwd: paths.cluster,
    env: postgresEnvironment(),
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl-C in a terminal reaches Baton, which lets requests end before it stops the database.
    detached: true,
    ...(account ?? {}),
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const isRunning = (): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    exited,
    isRunning,
    logSinceStart: () => readEnd(paths.log, logStart),
    stop: () => stop(child, exited, isRunning),
  };
}

function settings(listening: Listening): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: listening.kind === 'tcp' ? '127.0.0.1' : '',
    // Relative to the cluster, which only its user and root may enter.
    unix_socket_directories: listening.kind === 'socket' ? '.' : '',
    unix_socket_permissions: '0700',
    ...(listening.kind === 'tcp' ? { port: listening.port } : {}),
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    password_encryption: 'scram-sha-256',
    ...memorySettings(),
    // Containers often give /dev/shm 64 MB, which one parallel query can fill.
    ...(sharedMemoryIsSmall() ? { dynamic_shared_memory_type: 'mmap' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function sharedMemoryIsSmall(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { blocks, bsize } = statfsSync('/dev/shm');
    return blocks * bsize < 256 * 2 ** 20;
  } catch {
    return true;
  }
}

function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function readEnd(path: string, from: number): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const start = Math.max(from, size - 4000);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    readSync(file, buffer, 0, buffer.length, start);
    return buffer.toString();
  } finally {
    closeSync(file);
  }
}

async function stop(child: ChildProcess, exited: Promise<void>, isRunning: () => boolean): Promise<void> {
  if (!isRunning()) return;
  child.kill('SIGINT');
  const ended = await Promise.race([exited.then(() => true), delay(stopLimitMilliseconds, false, { ref: false })]);
  if (ended) return;
  // Immediate shutdown: the next start replays the log, nothing committed is lost.
  child.kill('SIGQUIT');
  await exited;
}

/**
 * Ends a PostgreSQL that outlived its Baton (kill -9 on Baton alone leaves it running), and removes a postmaster.pid
 * whose number some other process has now, at which PostgreSQL would refuse to start. Only the holder of the data
 * folder's lock may call this.
 */
export async function endLeftoverPostgres(paths: ClusterPaths): Promise<'none' | 'ended'> {
  const file = join(paths.cluster, 'postmaster.pid');
  const pid = readPid(file);
  if (pid === null || !isAlive(pid)) return 'none';
  if (!standsIn(pid, paths.cluster)) {
    rmSync(file, { force: true });
    return 'none';
  }
  for (const [signal, tries] of [
    ['SIGINT', 200],
    ['SIGQUIT', 100],
    ['SIGKILL', 100],
  ] as const) {
    kill(pid, signal);
    for (let attempt = 0; attempt < tries; attempt++) {
      if (!isAlive(pid)) return 'ended';
      await delay(50);
    }
  }
  return 'ended';
}

function readPid(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether the process has the cluster as its working directory, as only its PostgreSQL does. */
function standsIn(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** In a container without an init, nobody collects an orphan that has ended. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}
