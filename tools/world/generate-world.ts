import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { LINUX_DIALECTS } from './linux-dialects.ts';
import { liveThrough } from './make-device.ts';
import { type Dialects, TurnFiles, type WorldDelivery, type WrittenTurn } from './turn-files.ts';
import { WINDOWS_DIALECTS } from './windows-dialects.ts';
import { dayOf, setTurns, type World, type WorldOptions } from './world.ts';

/** What was written: the files of both sides and the truth beside them. */
export interface WrittenWorld {
  readonly now: string;
  /** Oldest first; one where the world has one cycle. */
  readonly turns: readonly WrittenTurn[];
  /** What has to be compared to see the fleet as it stands at the end: IT's last exports, and all scans. */
  readonly it: readonly string[];
  readonly infosec: readonly string[];
  readonly truth: string;
  readonly dialects: readonly string[];
  readonly devices: number;
  readonly cells: number;
}

/** Writes a world device by device, each through all its turns: memory does not grow with their number. */
export async function generateWorld(
  options: WorldOptions,
  knowledge: Knowledge,
  folder: string,
): Promise<WrittenWorld> {
  await mkdir(folder, { recursive: true });
  const worlds = setTurns(options, knowledge);
  const dialects = dialectsOf(options.seed);
  const files: TurnFiles[] = [];
  for (const world of worlds) files.push(await TurnFiles.open(world, dialects, folderOf(folder, worlds, world)));
  let cells = 0;
  for (let index = 0; index < options.devices; index += 1) {
    for (const [turn, device] of liveThrough(worlds, index).entries()) {
      if (device === null) continue;
      cells += device.cells.length;
      await files[turn]?.write(device);
    }
  }
  const turns: WrittenTurn[] = [];
  for (const file of files) turns.push(await file.close());
  const written = { ...atTheEnd(turns), turns, dialects: [dialects.windows.name, dialects.linux.name] };
  const manifest = { seed: options.seed, ...written, devices: options.devices, cells };
  await writeFile(join(folder, 'world.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}

function dialectsOf(seed: number): Dialects {
  return {
    windows: WINDOWS_DIALECTS[seed % WINDOWS_DIALECTS.length] ?? WINDOWS_DIALECTS[0],
    linux: LINUX_DIALECTS[seed % LINUX_DIALECTS.length] ?? LINUX_DIALECTS[0],
  };
}

/** A world of one turn lies in the folder itself. */
function folderOf(folder: string, worlds: readonly World[], world: World): string {
  return worlds.length === 1 ? folder : join(folder, dayOf(world.now));
}

function atTheEnd(turns: readonly WrittenTurn[]): Pick<WrittenWorld, 'now' | 'it' | 'infosec' | 'truth'> {
  const last = turns.at(-1);
  if (!last) throw new Error('A world has at least one turn.');
  return { now: last.at, ...filesUntil(turns, turns.length), truth: last.truth };
}

/** What had been delivered when the first `count` turns were over, as one comparison takes it. */
export function filesUntil(turns: readonly WrittenTurn[], count: number): Pick<WrittenWorld, 'it' | 'infosec'> {
  const past = turns.slice(0, count);
  const files = (turn: WrittenTurn | undefined, is: (delivery: WorldDelivery) => boolean) =>
    (turn?.deliveries ?? []).filter(is).map(({ file }) => file);
  const scans = past.flatMap((turn) => files(turn, ({ team, device }) => team === 'infosec' && device === undefined));
  return {
    it: files(past.at(-1), ({ team }) => team === 'it'),
    // A list without a time of its own speaks for the present only.
    infosec: [...scans, ...files(past.at(-1), ({ device }) => device !== undefined)],
  };
}
