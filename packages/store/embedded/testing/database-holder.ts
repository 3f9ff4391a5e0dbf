import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process that holds a data folder open and writes to it: see hold-database.ts. */
export interface DatabaseHolder {
  readonly child: ChildProcess;
  /** The last number whose commit it was told of; 0 before. */
  readonly lastSaved: () => number;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** Resolves when a line has the key, with that line; rejects when the process ends before. */
  until(key: string): Promise<Readonly<Record<string, unknown>>>;
  /** kill -9, as a power cut would to Baton alone. */
  killHard(): Promise<void>;
}

/** Starts one. `process.execPath` is Baton's own Node in tests. */
export function holdDatabase(dataFolder: string): DatabaseHolder {
  const script = fileURLToPath(new URL('hold-database.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
    wake();
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
      wake();
    });
  });
  return {
    child,
    lines,
    lastSaved: () => lines.reduce((last, { saved }) => (typeof saved === 'number' ? saved : last), 0),
    until: (key) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = lines.find((one) => key in one);
          if (line !== undefined) resolve(line);
          else if (child.exitCode !== null || child.signalCode !== null) {
            reject(new Error(`It ended without "${key}": ${JSON.stringify(lines.slice(-3))}`));
          } else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
    async killHard() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
