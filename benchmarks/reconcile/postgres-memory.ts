import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { sql } from 'kysely';

const EVERY_MS = 250;

/** Watches the memory of a PostgreSQL on this machine: all of its processes, what they share counted once (Pss). */
export async function watchPostgresMemory(db: Database): Promise<{ readonly peakBytes: () => number }> {
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(db);
  const postmaster = parentOf(rows[0]?.pid ?? 0);
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, pssOf(postmaster) + childrenOf(postmaster).reduce((sum, pid) => sum + pssOf(pid), 0));
  }, EVERY_MS);
  return {
    peakBytes: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function childrenOf(parent: number): readonly number[] {
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

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
