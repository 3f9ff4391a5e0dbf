import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `baton …` as people do, with these settings of its environment and this typed in. */
export function runBaton(args: readonly string[], environment: NodeJS.ProcessEnv, input = ''): Promise<CliRun> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['apps/cli/main.ts', ...args], {
      cwd: root,
      env: { ...process.env, ...environment },
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    child.once('close', (code) => done({ code, ...said }));
    child.stdin.end(input);
  });
}
