import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place } from '@baton/domain/relay/leg.ts';
import { followExceptions } from '@baton/services/exceptions/follow-exceptions.ts';
import { currentKnowledge } from '@baton/services/load-knowledge/current-knowledge.ts';
import { loadShippedBundle } from '@baton/services/load-knowledge/load-shipped-bundle.ts';
import { noteBoardDay } from '@baton/services/note-board-day/note-board-day.ts';
import type { DatabaseConnection } from '@baton/store/connection/connect-database.ts';
import { generateWorld } from '@baton/tools/world/generate-world.ts';
import { DAY_MS, HOUR_MS } from '@baton/tools/world/milliseconds.ts';
import { SOFTWARE_INVENTORY, type WrittenTurn } from '@baton/tools/world/turn-files.ts';
import { actOut } from './act-out.ts';
import { relayAt } from './demo-clock.ts';
import { bringIn } from './demo-people.ts';
import { discussThisWeek } from './discuss-this-week.ts';
import { lookAtDevices } from './look-at-devices.ts';
import { lookBack } from './look-back.ts';
import { type Stage, takeDeliveries, work } from './play-turn.ts';
import { playZeroDay } from './play-zero-day.ts';
import { settleRest } from './settle-rest.ts';
import { signDocuments } from './sign-documents.ts';
import { workTheQueue } from './work-the-queue.ts';

/** PDQ Deploy and Satellite on IT's side. */
const SEED = 10;

export interface DemoSize {
  readonly devices: number;
  readonly cycles: number;
}

export interface DemoToPlay extends DemoSize {
  readonly connection: DatabaseConnection;
  readonly dataFolder: string;
  readonly password: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Lets a made-up fleet live through its cycles in a fresh Baton: every file is delivered, every baton moved at its own time. */
export async function playDemo({ connection, dataFolder, password, now, ...size }: DemoToPlay): Promise<void> {
  const { db, pool } = connection;
  const folder = await mkdtemp(join(tmpdir(), 'baton-demo-world-'));
  try {
    await loadShippedBundle(db);
    const options = { seed: SEED, ...size, now };
    const { turns } = await generateWorld(options, await currentKnowledge(db), folder);
    const [first] = turns;
    // What there was before the first cycle is not known: the second is the first that can be looked back on.
    const later = turns.filter(({ phase }) => phase === 'release')[1];
    const begin = Date.parse(first?.at ?? '') - 2 * DAY_MS;
    const cast = await bringIn(db, password, Temporal.Instant.fromEpochMilliseconds(begin));
    const stage: Stage = { db, pool, dataFolder, cast, password };
    await signDocuments(stage, begin, now);
    let before = begin;
    const running = turns.findLastIndex(({ phase }) => phase === 'release');
    for (const turn of chosen(turns)) {
      const at = turns.findIndex((one) => one.at === turn.at);
      if (at === running + 1) await playZeroDay(stage, before + 2 * HOUR_MS);
      await playTurn(stage, turn, before, { isRunning: at >= running, isLast: at === turns.length - 1 });
      before = Date.parse(turn.at);
    }
    await work(stage, now);
    await noteDays(stage, before, now);
    await discussThisWeek(stage, Math.max(before, now - DAY_MS));
    await workTheQueue(stage, now);
    await lookBack(stage, Date.parse(later?.at ?? '') || begin, now);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Opening must not take longer than people wait: of past cycles only the first try after the window is played, and lists of
 * single devices and of software come with the last turn only.
 */
function chosen(turns: readonly WrittenTurn[]): readonly WrittenTurn[] {
  const recent = turns.length - 3;
  return turns
    .filter(({ phase, round }, index) => index >= recent || phase !== 'after' || round === 1)
    .map((turn, index, kept) => ({
      ...turn,
      deliveries: turn.deliveries.filter(
        ({ device, source }) => index === kept.length - 1 || (device === undefined && source !== SOFTWARE_INVENTORY),
      ),
    }));
}

/** What the teams do since the turn before, and then what their tools say. */
async function playTurn(
  stage: Stage,
  turn: WrittenTurn,
  before: number,
  { isRunning, isLast }: { readonly isRunning: boolean; readonly isLast: boolean },
): Promise<void> {
  const end = Date.parse(turn.at);
  const isLong = end - before >= 3 * DAY_MS;
  const isAgain = turn.round > 0;
  if (isLong) await workThrough(stage, before, isAgain);
  await noteDays(stage, before, end);
  // Those whose date has passed have ended before anything new is known.
  await followExceptions(stage.db, relayAt(stage.db, end - DAY_MS), { checkNow: false });
  for (const [, deliveries] of Map.groupBy(turn.deliveries, ({ at }) => at.slice(0, 10)))
    await takeDeliveries(stage, deliveries);
  await noteBoardDay(stage.db, Temporal.Instant.from(turn.at));
  // What the last scan has shown is what people find to do when they open Baton.
  if (!isLong || isLast) return;
  await settleRest(stage, end + HOUR_MS / 2, { look: await lookAtDevices(turn.truth), isAgain, isRunning });
}

/**
 * From the morning after the updates are out to the last maintenance night. Tested on the third day: the time for testing is used,
 * and the clock from there runs until after the scan.
 */
async function workThrough(stage: Stage, from: number, isAgain: boolean): Promise<void> {
  const days: readonly (readonly [Place, number])[] = [
    ['prioritise', 14],
    ['rejected', 16],
    ['accept', 20],
    ['test', 50],
    ['approve', 56],
    ['deploy', 68],
  ];
  for (const [place, hours] of days) await actOut(stage, place, from + hours * HOUR_MS, isAgain);
}

/** A day on which nothing came has its point too. */
async function noteDays({ db }: Stage, from: number, until: number): Promise<void> {
  for (let at = from + DAY_MS; at < until; at += DAY_MS)
    await noteBoardDay(db, Temporal.Instant.fromEpochMilliseconds(at));
}

/** A password for the people of one demo: nobody else's demo has it. */
export function newDemoPassword(): string {
  return randomBytes(9).toString('base64url');
}
