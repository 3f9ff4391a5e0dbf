import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '..');
const OPENS_WITHIN_MS = 60_000;

/** A whole Baton as people start it: server, worker, web and its own PostgreSQL, in a process of its own. */
export interface RunningBaton {
  readonly child: ChildProcess;
  readonly url: string;
  /** All that it printed so far. */
  readonly output: () => string;
  /** The one-time link, which it prints a moment after its address; fails where there is none. */
  readonly setUpLink: () => Promise<string>;
  /** Stops it in order; its exit code. */
  stop(): Promise<number | null>;
}

/** Starts Baton on a free port and waits until it is open. */
export async function startBaton(dataFolder: string, ...flags: readonly string[]): Promise<RunningBaton> {
  const child = spawn(process.execPath, ['apps/server/main.ts', '--data', dataFolder, '--port', '0', ...flags], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const url = await new Promise<string>((opened, failed) => {
    const late = globalThis.setTimeout(
      () => failed(new Error(`Baton did not open within a minute:\n${said}`)),
      OPENS_WITHIN_MS,
    );
    const look = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /open at (http:\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      opened(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    void ended.then((code) => failed(new Error(`Baton ended with ${code} before it opened:\n${said}`)));
  });
  const setUpLink = async (): Promise<string> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const link = /(http:\S+\/setup\?token=\S+)\s/.exec(said)?.[1];
      if (link !== undefined) return link;
      await setTimeout(100);
    }
    throw new Error(`Baton printed no set-up link:\n${said}`);
  };
  // A second call finds it stopped already.
  const stop = (): Promise<number | null> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    return ended;
  };
  return { child, url, output: () => said, setUpLink, stop };
}
