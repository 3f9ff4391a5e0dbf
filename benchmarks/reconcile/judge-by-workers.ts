import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { CHUNK_DEVICES } from '@baton/services/reconcile-devices/queue-chunks.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { NODE_FLAGS } from '../node-flags.ts';
import { watchPostgres } from './watch-postgres.ts';

/** What judging took. */
export interface JudgedByWorkers {
  readonly cells: number;
  readonly seconds: number;
  /** Of the largest worker process. */
  readonly peakBytes: number;
  readonly postgresPeakBytes: number;
  /** Processor time a cell, in microseconds. */
  readonly nodeMicros: number;
  readonly postgresMicros: number;
}

interface WorkerOutcome {
  readonly cellsChanged: number;
  readonly peakBytes: number;
  readonly cpuSeconds: number;
}

export interface JudgingOptions {
  readonly workers: number;
  readonly processors?: string | null;
  readonly warm?: number;
}

/**
 * Judges devices, split over worker processes as the server's job queue splits them. The processes are up before:
 * a server's are.
 *
 * Each judges one chunk at a time (`--jobs 1`): as many as there are processors at once. A process alone takes two, so that it
 * judges while PostgreSQL writes; two that take two each only keep more in memory.
 *
 * @param options.processors numbers of the processors that the workers may use; all unless told
 * @param options.warm chunks that each process judges before, so that what it compiles in its first seconds does not count
 */
export async function judgeByWorkers(
  db: Database,
  url: string,
  deviceIds: readonly string[],
  { workers, processors = null, warm = 0 }: JudgingOptions,
): Promise<JudgedByWorkers> {
  const ordered = [...deviceIds].sort();
  const chunks = Array.from({ length: Math.ceil(ordered.length / CHUNK_DEVICES) }, (_, n) =>
    ordered.slice(n * CHUNK_DEVICES, (n + 1) * CHUNK_DEVICES),
  );
  const started = await Promise.all(
    Array.from({ length: workers }, () => startWorker(url, workers === 1 && processors === null ? 2 : 1, processors)),
  );
  const ofWorker = started.map((_worker, n) => chunks.filter((_chunk, index) => index % workers === n));
  await Promise.all(started.map((worker, n) => judge(worker, ofWorker[n]?.slice(0, warm) ?? [])));
  const watch = await watchPostgres(db);
  const begun = performance.now();
  const outcomes = await Promise.all(started.map((worker, n) => judge(worker, ofWorker[n]?.slice(warm) ?? [])));
  const seconds = (performance.now() - begun) / 1000;
  const postgres = watch.stop();
  for (const worker of started) worker.disconnect();
  const cells = outcomes.reduce((sum, { cellsChanged }) => sum + cellsChanged, 0);
  const node = outcomes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  return {
    cells,
    seconds,
    peakBytes: Math.max(...outcomes.map(({ peakBytes }) => peakBytes)),
    postgresPeakBytes: postgres.peakBytes,
    nodeMicros: (node * 1e6) / cells,
    postgresMicros: (postgres.cpuSeconds * 1e6) / cells,
  };
}

function judge(worker: ChildProcess, chunks: readonly (readonly string[])[]): Promise<WorkerOutcome> {
  worker.send(chunks);
  return answerOf<WorkerOutcome>(worker);
}

async function startWorker(url: string, jobs: number, processors: string | null): Promise<ChildProcess> {
  const worker = fork(new URL('./reconcile-worker.ts', import.meta.url), [url, String(jobs)], { execArgv: NODE_FLAGS });
  if (processors !== null && worker.pid !== undefined) bindTo(worker.pid, processors);
  await answerOf(worker);
  return worker;
}

/** The next thing that a worker says. */
function answerOf<T>(worker: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer) => resolve(answer as T));
    worker.once('error', reject);
    worker.once('exit', (code) => code !== 0 && reject(new Error(`A worker ended with ${code}.`)));
  });
}

/** Has a process, its threads and what it starts from now on run on some processors only ("0" or "0,1"). */
export function bindTo(pid: number, processors: string): void {
  const bound = spawnSync('taskset', ['--all-tasks', '--pid', '--cpu-list', processors, String(pid)]);
  if (bound.status !== 0) throw new Error(`taskset failed: ${bound.error?.message ?? bound.stderr}`);
}
