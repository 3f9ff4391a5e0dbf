import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { CAUSE_IDS, type CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateWorld } from './generate-world.ts';
import { liveThrough, makeDevice } from './make-device.ts';
import { type TruthRow, truthRows } from './truth.ts';
import { setStage, setTurns } from './world.ts';
import type { WorldDevice } from './world-device.ts';

/** What our own deployments brought, only our agent can tell. */
const NOT_WRITABLE: readonly CauseId[] = ['installed-elsewhere'];
const NOW = Date.parse('2024-10-14T10:40:00Z');

function truthOf(device: WorldDevice): readonly TruthRow[] {
  const lines = truthRows(device).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

describe('a generated world', () => {
  let knowledge: Knowledge;
  let folder: string;

  beforeAll(async () => {
    knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
    folder = await mkdtemp(join(tmpdir(), 'baton-world-'));
  }, 60_000);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('is the same for the same seed, byte by byte', async () => {
    const options = { seed: 3, devices: 60, now: NOW };
    const files = async (name: string) => {
      await generateWorld(options, knowledge, join(folder, name));
      const found = (await readdir(join(folder, name))).filter((file) => file !== 'world.json').sort();
      return Promise.all(found.map(async (file) => [file, await readFile(join(folder, name, file), 'utf8')]));
    };
    expect(await files('a')).toEqual(await files('b'));
  });

  it('lives through cycles the same each time, and a device does not depend on how many there are', async () => {
    const now = Date.parse('2024-12-01T08:00:00Z');
    const options = { seed: 4, devices: 40, now, cycles: 2 };
    const [a, b] = [
      await generateWorld(options, knowledge, join(folder, 'c')),
      await generateWorld(options, knowledge, join(folder, 'd')),
    ];
    expect(a.turns.length).toBeGreaterThan(8);
    for (const [turn, { deliveries }] of a.turns.entries()) {
      for (const [index, { file }] of deliveries.entries())
        expect(await readFile(file)).toEqual(await readFile(b.turns[turn]?.deliveries[index]?.file ?? ''));
    }
    const [small, large] = [setTurns(options, knowledge), setTurns({ ...options, devices: 100_000 }, knowledge)];
    expect(liveThrough(small, 7)).toEqual(liveThrough(large, 7));
  });

  it('delivers in the order of time, every file after what it tells of', async () => {
    const { turns } = await generateWorld(
      { seed: 4, devices: 40, now: Date.parse('2024-12-01T08:00:00Z'), cycles: 2 },
      knowledge,
      join(folder, 'e'),
    );
    const times = turns.flatMap(({ deliveries }) => deliveries.map(({ at }) => at));
    expect(times).toEqual([...times].sort());
    expect(turns.map(({ at }) => at.slice(0, 10))).toContain('2024-11-18');
  });

  it('keeps a device what it is, cures it in time, and lets devices come and go', () => {
    const turns = setTurns({ seed: 7, devices: 200, now: Date.parse('2024-12-01T08:00:00Z'), cycles: 3 }, knowledge);
    const fleet = Array.from({ length: 200 }, (_, index) => liveThrough(turns, index));
    for (const life of fleet) expect(new Set(life.flatMap((device) => device?.serial ?? [])).size).toBe(1);
    expect(fleet.some((life) => life[0] === null && life.at(-1) !== null)).toBe(true);
    expect(fleet.some((life) => life[0] !== null && life.at(-1) === null)).toBe(true);
    const open = turns.map(
      (_, turn) => fleet.flatMap((life) => life[turn]?.cells ?? []).filter((cell) => cell.openInTruth).length,
    );
    const window = turns.findIndex(({ phase }) => phase === 'window');
    const end = turns.findIndex(({ cycle }) => cycle === 1) - 1;
    expect(open[window - 1]).toBeGreaterThan((open[window] ?? 0) * 2);
    expect(open[window]).toBeGreaterThan((open[end] ?? 0) * 2);
    expect(open[end + 1]).toBeGreaterThan((open[end] ?? 0) * 2);
  });

  it('makes a device the same whether the world is small or large', () => {
    const small = setStage({ seed: 7, devices: 10, now: NOW }, knowledge);
    const large = setStage({ seed: 7, devices: 100_000, now: NOW }, knowledge);
    expect(makeDevice(small, 4)).toEqual(makeDevice(large, 4));
  });

  it('has every cause, alone and with others, and both kinds of plain cells', () => {
    const world = setStage({ seed: 7, devices: 500, now: NOW }, knowledge);
    const seen = new Set<string>();
    for (let index = 0; index < 1000; index += 1) {
      for (const { cause, verdict, also } of truthOf(makeDevice(world, index))) {
        seen.add(cause ?? verdict);
        // On an open cell it is a remark, and nobody's cause.
        if (also.includes('severity-differs')) seen.add('severity-differs');
      }
    }
    expect([...seen].sort()).toEqual(
      [...CAUSE_IDS.filter((id) => !NOT_WRITABLE.includes(id)), 'open', 'proven'].sort(),
    );
  });

  it('expects no proof of anything that is open in truth', () => {
    const world = setStage({ seed: 11, devices: 500, now: NOW }, knowledge);
    for (let index = 0; index < 500; index += 1) {
      for (const cell of makeDevice(world, index).cells) {
        if (cell.openInTruth) expect(cell.expected.verdict, `${index} ${cell.fix.id}`).not.toBe('proven');
      }
    }
  });

  it('expects for each scenario the causes that it says it injects', () => {
    const world = setStage({ seed: 7, devices: 500, now: NOW }, knowledge);
    for (let index = 0; index < 500; index += 1) {
      const device = makeDevice(world, index);
      const { scenario } = device;
      const first = scenario.split(/ \+ |,/)[0];
      const isCause = CAUSE_IDS.some((id) => id === first);
      if (isCause)
        expect(
          truthOf(device).flatMap(({ cause, also }) => [cause ?? '', ...also]),
          scenario,
        ).toContain(first);
    }
  });
});
