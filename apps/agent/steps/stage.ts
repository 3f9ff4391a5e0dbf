import { spawn } from 'node:child_process';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMissing, readText } from '../inventory/read-text.ts';

/** A program that a step runs, by a name that is its own within the command. */
export interface Stage {
  /** "2-install": also the name of its folder. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** `exitCode` null: it was begun once and nothing says how it ended (the device went down in the middle). */
export interface StageEnd {
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * The shell says who it is before anything else, and leaves the exit code behind even when nobody waits for it any more. An
 * agent that dies right after starting it therefore finds it again.
 */
const WRAPPER = [
  'folder="$1"; shift',
  'cat /proc/$$/stat /proc/sys/kernel/random/boot_id >"$folder/process.new"; mv "$folder/process.new" "$folder/process"',
  '"$@" >>"$folder/output" 2>&1 </dev/null; echo $? >"$folder/exit.new"; mv "$folder/exit.new" "$folder/exit"',
].join('; ');
const POLL_MS = 200;
/** Read of an output; more of it than a result keeps, so that a step can look for words in it. */
const TAIL_BYTES = 262_144;

/**
 * Runs a stage to its end in a session of its own: an installer is not killed in the middle because its agent restarts. Run
 * again on the same folder, it gives the old end, or waits for the program that still runs.
 */
export async function runStage(folder: string, stage: Stage): Promise<StageEnd> {
  const own = join(folder, stage.name);
  await mkdir(own, { recursive: true, mode: 0o700 });
  if ((await exitCodeIn(own)) === null && (await readText(join(own, 'process'))) === null) await start(own, stage);
  return waitFor(own);
}

async function start(folder: string, stage: Stage): Promise<void> {
  await (await open(join(folder, 'output'), 'a', 0o600)).close();
  const child = spawn('/bin/sh', ['-c', WRAPPER, 'sh', folder, stage.program, ...stage.args], {
    detached: true,
    stdio: 'ignore',
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', ...stage.env },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  while ((await readText(join(folder, 'process'))) === null) await Promise.race([sleep(POLL_MS / 20), ended]);
}

async function waitFor(folder: string): Promise<StageEnd> {
  for (;;) {
    const runs = await isRunning((await readText(join(folder, 'process'))) ?? '');
    // Looked at after the process: one that just ended has left its code by now.
    const exitCode = await exitCodeIn(folder);
    if (exitCode !== null || !runs) return { exitCode, output: await tailOf(join(folder, 'output')) };
    await sleep(POLL_MS);
  }
}

/** Process id, its start in ticks and the boot: no other process ever has the same three. */
async function isRunning(process: string): Promise<boolean> {
  const [status = '', bootId = ''] = process.split('\n');
  const then = processFields(status);
  const now = processFields((await readText(`/proc/${then.pid}/stat`)) ?? '');
  // A zombie runs no more; its parent has not asked yet.
  if (now.state === 'Z' || now.start === undefined || now.start !== then.start) return false;
  return bootId === (await readText('/proc/sys/kernel/random/boot_id'));
}

/** proc_pid_stat(5): fields count from the last bracket, since a command's name may hold spaces. */
function processFields(status: string): { pid: number; state: string | undefined; start: string | undefined } {
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return { pid: Number.parseInt(status, 10), state: fields[0], start: fields[19] };
}

async function exitCodeIn(folder: string): Promise<number | null> {
  const text = await readText(join(folder, 'exit'));
  return text === null ? null : Number(text);
}

async function tailOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= TAIL_BYTES) return await readFile(path, 'utf8');
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, size - TAIL_BYTES);
      return buffer.subarray(0, bytesRead).toString('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}
