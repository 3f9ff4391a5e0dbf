import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMessyFiles } from './judge-messy-files.ts';
import { MESSY_CASES } from './messy-cases.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-messy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('files as untidy offices deliver them', () => {
  it.each(MESSY_CASES)('$title', async ({ title, it: exports, scans, right }) => {
    const name = title.replaceAll(/\W+/g, '-').slice(0, 40);
    const { words } = await judgeMessyFiles(
      await written(name, exports, '.csv'),
      await written(name, scans, '.nessus'),
    );
    expect(words).toEqual(right);
  });
});

function written(name: string, texts: readonly string[], ending: string): Promise<string[]> {
  return Promise.all(
    texts.map(async (text, index) => {
      const path = join(folder, `${name}-${index}${ending}`);
      await writeFile(path, text);
      return path;
    }),
  );
}
