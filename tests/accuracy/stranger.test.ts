import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMessyFiles } from './judge-messy-files.ts';
import { namedCases } from './stranger/stranger-cases.ts';
import { writeStrangerFiles } from './stranger/stranger-files.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-stranger-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The table of causes as a stranger to tools/world reads it: each in the forms of other tools, other names, other clocks. */
describe.each([
  'devices',
  'times',
  'windows',
  'linux',
  'applications',
  'exports',
  'proofs',
  'silence',
  'readings',
] as const)('the causes as a stranger meets them: %s', (theme) => {
  it.each(namedCases(theme))('$title', async ({ name, ...given }) => {
    const files = await writeStrangerFiles(folder, name, given);
    const of = (wanted: 'it' | 'infosec') => files.filter(({ team }) => team === wanted).map(({ path }) => path);
    const { words } = await judgeMessyFiles(of('it'), of('infosec'));
    expect(words).toEqual(given.right);
  });
});
