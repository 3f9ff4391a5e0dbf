import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeMessyFiles } from './judge-messy-files.ts';

const FOLDER = fileURLToPath(new URL('messy/', import.meta.url));

/** A folder a pair: exports as `it-*.csv`, scans as `scan-*.nessus`, and in `right.json` what is right by the domain. */
describe('files as untidy offices deliver them, in their own bytes', () => {
  it.each(readdirSync(FOLDER))('%s', async (name) => {
    const folder = `${FOLDER}${name}/`;
    const files = (pattern: RegExp) =>
      readdirSync(folder)
        .filter((file) => pattern.test(file))
        .map((file) => `${folder}${file}`);
    const { words, problems } = await judgeMessyFiles(files(/^it-/), files(/^scan-/));
    expect(problems).toEqual([]);
    expect(words).toEqual(JSON.parse(readFileSync(`${folder}right.json`, 'utf8')));
  });
});
