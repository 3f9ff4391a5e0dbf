import { createReadStream } from 'node:fs';
import { compareReports } from '@baton/cli/compare/compare-reports.ts';
import type { Comparison } from '@baton/cli/compare/comparison.ts';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';

let loaded: Promise<Knowledge> | null = null;

export interface MessyVerdicts {
  /** "device fix" → verdict or cause, of every cell; a package or application without its version. */
  readonly words: Readonly<Record<string, string>>;
  readonly problems: Comparison['problems'];
}

/** Compares files of October 2024 and says each cell in one word. */
export async function judgeMessyFiles(it: readonly string[], infosec: readonly string[]): Promise<MessyVerdicts> {
  loaded ??= loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
  const knowledge = await loaded;
  const comparison = await compareReports({
    it,
    infosec,
    now: Date.parse('2024-10-14T10:40:00Z'),
    knowledge: async () => knowledge,
    staleDays: 14,
    zone: 'UTC',
    device: null,
    signal: new AbortController().signal,
  });
  const words: Record<string, string> = {};
  // Two devices may have one name: both words are shown.
  for (const [key, word] of comparison.cells.map(wordOf).sort())
    words[key] = words[key] === undefined ? word : `${words[key]} and ${word}`;
  return { words, problems: comparison.problems };
}

function wordOf({ cell, facts }: Comparison['cells'][number]): readonly [string, string] {
  const device = facts.device.name.trim().toLowerCase().replace(/\..*$/, '');
  const fix = /^KB/.test(cell.fixId) ? cell.fixId : facts.fix.product.replace(/^\w+:/, '').replace(/ \(no fix\)$/, '');
  const isDeclined = cell.verdict === 'open' && facts.it?.claim?.approved === false;
  return [`${device} ${fix}`, cell.cause ?? (isDeclined ? 'not-approved' : cell.verdict)];
}
