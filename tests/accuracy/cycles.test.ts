import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareReports } from '@baton/cli/compare/compare-reports.ts';
import type { Comparison } from '@baton/cli/compare/comparison.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { filesUntil, generateWorld } from '@baton/tools/world/generate-world.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Judgement, judgeWorld, missList, shareOf } from './judge-world.ts';

/** What the earlier visits of a scanner still say when the fleet has lived on: three cycles of real months. */
const WORLDS = [
  { seed: 21, now: '2024-12-01T08:00:00Z' },
  { seed: 22, now: '2026-11-26T08:00:00Z' },
] as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-cycles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(WORLDS)('a fleet that lives through three cycles, seed $seed until $now', ({ seed, now }) => {
  const judged: { readonly at: string; readonly comparison: Comparison; readonly judgement: Judgement }[] = [];

  beforeAll(async () => {
    const knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
    const options = { seed, devices: 300, now: Date.parse(now), cycles: 3 };
    const { turns } = await generateWorld(options, knowledge, join(folder, String(seed)));
    for (const [index, turn] of turns.entries()) {
      const comparison = await compareReports({
        ...filesUntil(turns, index + 1),
        now: Date.parse(turn.at),
        knowledge: async () => knowledge,
        staleDays: 14,
        zone: 'UTC',
        device: null,
        signal: new AbortController().signal,
      });
      judged.push({ at: turn.at, comparison, judgement: await judgeWorld(comparison, turn.truth) });
    }
    process.stdout.write(`\nSeed ${seed}, end of three cycles\n${judged.map(lineOf).join('\n')}\n`);
  });

  it('proves no cell that is truly open, on any day', () => {
    expect(judged.map(({ judgement }) => missList(judgement.provenButOpen)).join('')).toBe('');
  });

  it('finds the single causes in 99 and the first of several in 95 of 100 cells, on every day', () => {
    for (const { at, judgement } of judged) {
      expect(shareOf(judgement.single), `${at}\n${missList(judgement.misses)}`).toBeGreaterThanOrEqual(0.99);
      expect(shareOf(judgement.combined), `${at}\n${missList(judgement.misses)}`).toBeGreaterThanOrEqual(0.95);
      expect(judgement.unexplained / judgement.notProven, at).toBeLessThan(0.01);
    }
  });
});

function lineOf({ at, comparison, judgement }: { at: string; comparison: Comparison; judgement: Judgement }): string {
  const { numerator, denominator } = comparison.bridge.agreed;
  const { misses, single, combined, unexplained } = judgement;
  const shares = [single, combined].map((scores) => `${(shareOf(scores) * 100).toFixed(1)} %`).join(' / ');
  return `${at.slice(0, 10)} agreed ${numerator}/${denominator} · alone / first of several ${shares} · misses ${misses.length} · wrongly unexplained ${unexplained}`;
}
