import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { sql } from 'kysely';

/** Reading who holds which page takes some milliseconds a process: looked at more often it would be a load of its own. */
const EVERY_MS = 2000;

/** What a PostgreSQL took while it was watched. */
export interface PostgresUse {
  readonly peakBytes: number;
  /** Seconds of processor time, of those of its processes too that have ended, up to the last look at them. */
  readonly cpuSeconds: number;
}

/** Watches a PostgreSQL on this machine: the memory of all of its processes, what they share counted once (Pss), and their work. */
export async function watchPostgres(db: Database): Promise<{ readonly stop: () => PostgresUse }> {
  const postmaster = await postmasterOf(db);
  const [begun, cpu] = [new Map<number, number>(), new Map<number, number>()];
  let peak = 0;
  const look = (): void => {
    const pids = [postmaster, ...childrenOf(postmaster)];
    for (const pid of pids) cpu.set(pid, Math.max(cpu.get(pid) ?? 0, cpuSecondsOf(pid)));
    peak = Math.max(
      peak,
      pids.reduce((sum, pid) => sum + pssOf(pid), 0),
    );
  };
  look();
  for (const [pid, seconds] of cpu) begun.set(pid, seconds);
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      const cpuSeconds = [...cpu].reduce((sum, [pid, seconds]) => sum + seconds - (begun.get(pid) ?? 0), 0);
      return { peakBytes: peak, cpuSeconds };
    },
  };
}

/** The process that all others of a PostgreSQL on this machine were started by. */
export async function postmasterOf(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(db);
  return parentOf(rows[0]?.pid ?? 0);
}

export function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    return Number.isInteger(pid) && parentOf(pid) === parent ? [pid] : [];
  });
}

/** 0 where the process has ended meanwhile. */
function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

/** Linux counts hundredths of a second (USER_HZ), whatever its kernel's clock. */
function cpuSecondsOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
