import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { CHUNK_DEVICES } from '@baton/services/reconcile-devices/queue-chunks.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import nodeFlags from '@baton/tools/launch/node-flags.json' with { type: 'json' };
import type { WorkerAnswer } from './reconcile-worker.ts';
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

export interface JudgingOptions {
  readonly workers: number;
  /** Numbers of the processors that the workers may use ("0,1"); all unless told. */
  readonly processors?: string;
  /** Chunks that each process judges before, so that what it compiles in its first seconds does not count. */
  readonly warm?: number;
}

/**
 * Judges devices by worker processes, of which each takes the next chunk when it has judged one, as from the server's job queue.
 * The processes are up before: a server's are.
 *
 * Each judges one chunk at a time (`--jobs 1`): as many as there are processors at once. A process alone on all of them takes two, so
 * that it judges while PostgreSQL writes; two that take two each only keep more in memory.
 */
export async function judgeByWorkers(
  db: Database,
  url: string,
  deviceIds: readonly string[],
  { workers, processors, warm = 0 }: JudgingOptions,
): Promise<JudgedByWorkers> {
  const ordered = [...deviceIds].sort();
  const chunks = Array.from({ length: Math.ceil(ordered.length / CHUNK_DEVICES) }, (_, n) =>
    ordered.slice(n * CHUNK_DEVICES, (n + 1) * CHUNK_DEVICES),
  );
  const started = Array.from({ length: workers }, () => new WorkerProcess(url, processors));
  const idle = await Promise.all(started.map((worker) => worker.answer()));
  const warmed = await Promise.all(started.map((worker) => judgeAll(worker, chunks.splice(0, warm))));
  const watch = await watchPostgres(db);
  const begun = performance.now();
  const atOnce = workers === 1 && processors === undefined ? 2 : 1;
  const turns = started.flatMap((worker) => Array.from({ length: atOnce }, () => judgeAll(worker, chunks)));
  const answers = (await Promise.all(turns)).flat();
  const seconds = (performance.now() - begun) / 1000;
  const postgres = watch.stop();
  for (const worker of started) worker.end();
  const cells = answers.reduce((sum, { cellsChanged }) => sum + cellsChanged, 0);
  const before = (n: number) => (warmed[n]?.at(-1) ?? idle[n])?.cpuSeconds ?? 0;
  const node = started.reduce((sum, worker, n) => sum + worker.cpuSeconds - before(n), 0);
  return {
    cells,
    seconds,
    peakBytes: Math.max(...answers.map(({ peakBytes }) => peakBytes)),
    postgresPeakBytes: postgres.peakBytes,
    nodeMicros: (node * 1e6) / cells,
    postgresMicros: (postgres.cpuSeconds * 1e6) / cells,
  };
}

/** Takes chunks until none is left. */
async function judgeAll(worker: WorkerProcess, chunks: string[][]): Promise<readonly WorkerAnswer[]> {
  const answers: WorkerAnswer[] = [];
  for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) answers.push(await worker.judge(chunk));
  return answers;
}

class WorkerProcess {
  readonly #process: ChildProcess;
  readonly #waiting: PromiseWithResolvers<WorkerAnswer>[] = [];
  /** Processor time so far. */
  cpuSeconds = 0;

  constructor(url: string, processors: string | undefined) {
    this.#process = fork(new URL('./reconcile-worker.ts', import.meta.url), [url], { execArgv: nodeFlags });
    if (processors !== undefined && this.#process.pid !== undefined) bindTo(this.#process.pid, processors);
    this.#process.on('message', (answer: WorkerAnswer) => {
      this.cpuSeconds = answer.cpuSeconds;
      this.#waiting.shift()?.resolve(answer);
    });
    const fail = (error: Error) => {
      for (const waiting of this.#waiting) waiting.reject(error);
    };
    this.#process.on('error', fail);
    this.#process.on('exit', (code) => fail(new Error(`A worker ended with ${code}.`)));
  }

  judge(chunk: readonly string[]): Promise<WorkerAnswer> {
    this.#process.send(chunk);
    return this.answer();
  }

  /** The next answer that nobody waits for yet; the first one says that the process is up. */
  answer(): Promise<WorkerAnswer> {
    const waiting = Promise.withResolvers<WorkerAnswer>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  end(): void {
    this.#process.disconnect();
  }
}

/** Has a process, its threads and what it starts from now on run on some processors only ("0" or "0,1"). */
export function bindTo(pid: number, processors: string): void {
  const bound = spawnSync('taskset', ['--all-tasks', '--pid', '--cpu-list', processors, String(pid)]);
  if (bound.status !== 0) throw new Error(`taskset failed: ${bound.error?.message ?? bound.stderr}`);
}
