import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareReports } from '@baton/cli/compare/compare-reports.ts';
import type { Comparison } from '@baton/cli/compare/comparison.ts';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { generateWorld } from '@baton/tools/world/generate-world.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accuracyTable, type Judgement, judgeWorld, missList, shareOf } from './judge-world.ts';

/** Each seed writes the dialects of other tools; the months differ. */
const WORLDS = [
  { seed: 5, now: '2024-10-14T10:40:00Z' },
  { seed: 6, now: '2024-11-18T09:00:00Z' },
  { seed: 7, now: '2024-10-14T10:40:00Z' },
  { seed: 8, now: '2024-10-15T16:00:00Z' },
  { seed: 9, now: '2024-11-18T09:00:00Z' },
] as const;
const DEVICES = 600;
const STALE_DAYS = 14;

let knowledge: Knowledge;
let folder: string;

beforeAll(async () => {
  knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
  folder = await mkdtemp(join(tmpdir(), 'baton-world-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.each(WORLDS)('a world whose truth is known, seed $seed on $now', ({ seed, now }) => {
  let comparison: Comparison;
  let judgement: Judgement;

  beforeAll(async () => {
    const at = Date.parse(now);
    const world = await generateWorld({ seed, devices: DEVICES, now: at }, knowledge, join(folder, String(seed)));
    const signal = new AbortController().signal;
    const options = {
      now: at,
      knowledge: async () => knowledge,
      staleDays: STALE_DAYS,
      zone: 'UTC',
      device: null,
      signal,
    };
    comparison = await compareReports({ it: world.it, infosec: world.infosec, ...options });
    judgement = await judgeWorld(comparison, world.truth);
    process.stdout.write(
      `\nSeed ${seed} (${world.dialects.join(', ')})\n${accuracyTable(judgement)}\n${missList(judgement.misses, 8)}\n`,
    );
  });

  it('proves no cell that is truly open', () => {
    expect(missList(judgement.provenButOpen)).toBe('');
  });

  it('proves no cell whose evidence does not meet the contract', () => {
    const rash = judgement.misses.filter((miss) => miss.got?.verdict === 'proven' && miss.truth.verdict !== 'proven');
    expect(missList(rash)).toBe('');
  });

  it('finds the cause where there is one, in 99 of 100 cells', () => {
    expect(shareOf(judgement.single), missList(judgement.misses)).toBeGreaterThanOrEqual(0.99);
  });

  it('finds the first of several causes in 95 of 100 cells', () => {
    expect(shareOf(judgement.combined), missList(judgement.misses)).toBeGreaterThanOrEqual(0.95);
  });

  it('keeps the other causes as "also" in 95 of 100 cells', () => {
    expect(judgement.also.right / judgement.also.all).toBeGreaterThanOrEqual(0.95);
  });

  it('leaves less than one of 100 cells that are not proven unexplained', () => {
    expect(judgement.unexplained / judgement.notProven, missList(judgement.misses)).toBeLessThan(0.01);
  });

  it('makes no cells that the world does not have', () => {
    expect(
      judgement.unforeseen.map((cell) => `${cell.device} ${cell.fix} ${cell.verdict} ${cell.cause}`).slice(0, 20),
    ).toEqual([]);
  });

  it('sums the bridge from what IT says to what InfoSec says', () => {
    const { bridge } = comparison;
    let at = bridge.it;
    for (const step of bridge.steps) {
      expect(step.from).toEqual(at);
      at = step.to;
    }
    expect(at).toEqual(bridge.infosec);
    expect(bridge.agreed).toEqual({ numerator: comparison.verdicts.proven, denominator: comparison.cells.length });
  });

  it('reads every row of the exports and every item of the scans', () => {
    expect(comparison.problems).toEqual([]);
  });
});
