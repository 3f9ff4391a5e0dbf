import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Race } from './testing/race-for-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('of two that ask at the very same moment one gets the lock, each time', async () => {
  // Asked once only, both were refused in a third of the rounds: 20 rounds miss that once in 10,000 times.
  const race: Race = { folder, rounds: 20, racers: 2, arrived: new Int32Array(new SharedArrayBuffer(12)) };
  const [first, second] = await Promise.all([answersOf(race), answersOf(race)]);
  const together = first.map((answer, round) => [answer, second[round]].sort().join(' '));
  expect(together).toEqual(Array<string>(race.rounds).fill('refused taken'));
});

async function answersOf(race: Race): Promise<readonly string[]> {
  const worker = new Worker(new URL('testing/race-for-lock.ts', import.meta.url), { workerData: race });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}
