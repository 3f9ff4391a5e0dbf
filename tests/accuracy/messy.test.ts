import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareReports } from '@baton/cli/compare/compare-reports.ts';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MESSY_CASES, type MessyCase } from './messy-cases.ts';

let knowledge: Knowledge;
let folder: string;

beforeAll(async () => {
  knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
  folder = await mkdtemp(join(tmpdir(), 'baton-messy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('files as untidy offices deliver them', () => {
  it.each(MESSY_CASES)('$title', async (messy) => {
    expect(await judge(messy)).toEqual(messy.right);
  });
});

/** "device fix" → verdict or cause, of every cell; a package or application without its version. */
async function judge({ title, it: exports, scans }: MessyCase): Promise<Record<string, string>> {
  const name = title.replaceAll(/\W+/g, '-').slice(0, 40);
  const paths = async (texts: readonly string[], ending: string): Promise<string[]> =>
    Promise.all(
      texts.map(async (text, index) => {
        const path = join(folder, `${name}-${index}${ending}`);
        await writeFile(path, text);
        return path;
      }),
    );
  const comparison = await compareReports({
    it: await paths(exports, '.csv'),
    infosec: await paths(scans, '.nessus'),
    now: Date.parse('2024-10-14T10:40:00Z'),
    knowledge: async () => knowledge,
    staleDays: 14,
    zone: 'UTC',
    device: null,
    signal: new AbortController().signal,
  });
  return Object.fromEntries(
    comparison.cells.map(({ cell, facts }) => {
      const device = facts.device.name.trim().toLowerCase().replace(/\..*$/, '');
      const fix = /^KB/.test(cell.fixId)
        ? cell.fixId
        : facts.fix.name
            .toLowerCase()
            .replace(/^google /, '')
            .split(' ')[0];
      const word =
        cell.cause ?? (cell.verdict === 'open' && facts.it?.claim?.approved === false ? 'not-approved' : cell.verdict);
      return [`${device} ${fix}`, word];
    }),
  );
}
