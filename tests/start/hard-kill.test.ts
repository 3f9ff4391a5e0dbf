import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { holdDatabase } from '@baton/store/embedded/testing/database-holder.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Milliseconds after the start: the making of the database takes about a second on a free machine. */
const whileMaking = [20, 150, 300, 450, 600, 750, 900, 1_200];
/** Milliseconds after the first number was saved. */
const whileRunning = [0, 3, 10, 30];
/** Milliseconds after a start that first has to recover from the kill before. */
const whileRecovering = [100, 200, 300];

test('kill -9 at any moment, again and again, loses nothing that was committed', async () => {
  let lastSaved = 0;
  const killAfter = async (milliseconds: number, running: boolean): Promise<void> => {
    const holder = holdDatabase(folder);
    if (running) await holder.until('saved');
    await delay(milliseconds);
    await holder.killHard();
    expect(holder.lines.filter((line) => 'error' in line)).toEqual([]);
    if (running) expect(holder.lastSaved()).toBeGreaterThan(lastSaved);
    lastSaved = Math.max(lastSaved, holder.lastSaved());
  };
  for (const moment of whileMaking) await killAfter(moment, false);
  for (const moment of whileRunning) await killAfter(moment, true);
  for (const moment of whileRecovering) await killAfter(moment, false);

  const last = holdDatabase(folder);
  const { saved } = await last.until('saved');
  expect(saved).toBeGreaterThan(lastSaved);
  await closeGently(last.child);
});

test('of two that start at the same moment, one opens and one is told so', async () => {
  const holders = [holdDatabase(folder), holdDatabase(folder)];
  const ends = await Promise.allSettled(holders.map((holder) => holder.until('open')));
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = holders.flatMap(({ lines }) => lines).filter((line) => 'error' in line);
  expect(refused).toEqual([expect.objectContaining({ code: 'data-folder-in-use' })]);
  for (const { child } of holders) await closeGently(child);
});

/** Lets PostgreSQL end too: the holder ends it when asked to. */
async function closeGently(child: ReturnType<typeof holdDatabase>['child']): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
}
