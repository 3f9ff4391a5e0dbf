import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECOND_TUESDAY } from '@baton/domain/service-levels/patch-cycle.ts';
import { setSchedule } from '@baton/services/cycles/plan-cycles.ts';
import { currentKnowledge } from '@baton/services/load-knowledge/current-knowledge.ts';
import { loadShippedBundle } from '@baton/services/load-knowledge/load-shipped-bundle.ts';
import { noteBoardDay } from '@baton/services/note-board-day/note-board-day.ts';
import type { DatabaseConnection } from '@baton/store/connection/connect-database.ts';
import { generateWorld } from '@baton/tools/world/generate-world.ts';
import { DAY_MS, HOUR_MS } from '@baton/tools/world/milliseconds.ts';
import { SOFTWARE_INVENTORY, type WrittenTurn } from '@baton/tools/world/turn-files.ts';
import { actOut } from './act-out.ts';
import { bringIn } from './demo-people.ts';
import { type Stage, takeDeliveries, work } from './play-turn.ts';

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
    const begin = Date.parse(first?.at ?? '') - 2 * DAY_MS;
    const cast = await bringIn(db, password, Temporal.Instant.fromEpochMilliseconds(begin));
    const stage: Stage = { db, pool, dataFolder, cast };
    let before = begin;
    for (const turn of chosen(turns)) {
      await playTurn(stage, turn, before);
      before = Date.parse(turn.at);
    }
    await work(stage, now);
    await noteDays(stage, before, now);
    await planCycles(stage, begin, now);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Opening must not take longer than people wait: of past cycles only the first week after the window is played, and lists of
 * single devices and of software come with the last turn only.
 */
function chosen(turns: readonly WrittenTurn[]): readonly WrittenTurn[] {
  const recent = turns.length - 3;
  return turns
    .filter(({ phase, weeksAfter }, index) => index >= recent || phase !== 'after' || weeksAfter === 1)
    .map((turn, index, kept) => ({
      ...turn,
      deliveries: turn.deliveries.filter(
        ({ device, source }) => index === kept.length - 1 || (device === undefined && source !== SOFTWARE_INVENTORY),
      ),
    }));
}

/** What the teams do since the turn before, and then what their tools say. */
async function playTurn(stage: Stage, turn: WrittenTurn, before: number): Promise<void> {
  const end = Date.parse(turn.at);
  const isLong = end - before > 3 * DAY_MS;
  if (isLong) {
    await actOut(stage, 'prioritise', before + 14 * HOUR_MS);
    await actOut(stage, 'rejected', before + 16 * HOUR_MS);
    await actOut(stage, 'accept', before + 20 * HOUR_MS);
    await actOut(stage, 'test', before + 40 * HOUR_MS);
    await actOut(stage, 'approve', before + 44 * HOUR_MS);
    await actOut(stage, 'deploy', before + 68 * HOUR_MS);
  }
  await noteDays(stage, before, end);
  for (const [, deliveries] of Map.groupBy(turn.deliveries, ({ at }) => at.slice(0, 10)))
    await takeDeliveries(stage, deliveries);
  await noteBoardDay(stage.db, Temporal.Instant.from(turn.at));
  if (isLong) await actOut(stage, 'verify', end + 3 * HOUR_MS);
}

/** A day on which nothing came has its point too. */
async function noteDays({ db }: Stage, from: number, until: number): Promise<void> {
  for (let at = from + DAY_MS; at < until; at += DAY_MS)
    await noteBoardDay(db, Temporal.Instant.fromEpochMilliseconds(at));
}

/** The past cycles are made from the record, by the jobs of the server that is started on it. */
async function planCycles({ db, cast }: Stage, begin: number, now: number): Promise<void> {
  const rule = { kind: 'weekday', ...SECOND_TUESDAY } as const;
  const since = new Date(begin).toISOString().slice(0, 10);
  await setSchedule(db, cast.itLead, { rule, timeZone: 'UTC', since }, new Date(now).toISOString());
}

/** A password for the people of one demo: nobody else's demo has it. */
export function newDemoPassword(): string {
  return randomBytes(9).toString('base64url');
}
