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
import { makeDevice } from './make-device.ts';
import { setStage } from './world.ts';

/** Said by no field of the formats that the world writes. */
const NOT_WRITABLE: readonly CauseId[] = ['cached-finding'];
/** On proven and open cells these are remarks, which are nobody's cause. */
const REMARKS: readonly CauseId[] = ['installed-elsewhere', 'severity-differs'];
/** No scenario of the world writes these yet; their own fixtures hold them. */
const NOT_WRITTEN_YET: readonly CauseId[] = [
  'wrong-product',
  'old-kernel-left',
  'second-step-missing',
  'leftover-files',
  'reverted',
  'one-to-many-check',
  'office-channel',
  'flapping-patch',
  'no-fix-available',
  'end-of-life',
];
const NOW = Date.parse('2024-10-14T10:40:00Z');

describe('a generated world', () => {
  let knowledge: Knowledge;
  let folder: string;

  beforeAll(async () => {
    knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
    folder = await mkdtemp(join(tmpdir(), 'baton-world-'));
  });

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

  it('makes a device the same whether the world is small or large', () => {
    const small = setStage({ seed: 7, devices: 10, now: NOW }, knowledge);
    const large = setStage({ seed: 7, devices: 100_000, now: NOW }, knowledge);
    expect(makeDevice(small, 4)).toEqual(makeDevice(large, 4));
  });

  it('has every cause, alone and with others, and both kinds of plain cells', () => {
    const world = setStage({ seed: 7, devices: 500, now: NOW }, knowledge);
    const seen = new Set<string>();
    for (let index = 0; index < 1000; index += 1) {
      for (const { expected } of makeDevice(world, index).cells) seen.add(expected.cause ?? expected.verdict);
    }
    expect([...seen].sort()).toEqual(
      [
        ...CAUSE_IDS.filter((id) => ![...NOT_WRITABLE, ...REMARKS, ...NOT_WRITTEN_YET].includes(id)),
        'open',
        'proven',
      ].sort(),
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
      const { scenario, cells } = makeDevice(world, index);
      const first = scenario.split(/ \+ |,/)[0];
      const isCause = CAUSE_IDS.some((id) => id === first);
      if (isCause)
        expect(
          cells.map((cell) => cell.expected.cause ?? ''),
          scenario,
        ).toContain(first);
    }
  });
});
