import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMessyFiles } from './judge-messy-files.ts';
import { APPLICATION_CASES } from './stranger/application-cases.ts';
import { DEVICE_CASES } from './stranger/device-cases.ts';
import { LINUX_CASES } from './stranger/linux-cases.ts';
import type { StrangerCase } from './stranger/stranger-case.ts';
import { TIME_CASES } from './stranger/time-cases.ts';
import { WINDOWS_CASES } from './stranger/windows-cases.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-stranger-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The table of causes as a stranger to tools/world reads it: each in the forms of other tools, other names, other clocks. */
describe.each([
  ['devices', DEVICE_CASES],
  ['times and scopes', TIME_CASES],
  ['Windows', WINDOWS_CASES],
  ['Linux', LINUX_CASES],
  ['applications', APPLICATION_CASES],
] as const)('the causes as a stranger meets them: %s', (theme, cases) => {
  it.each(
    cases.map((one, index) => ({
      ...one,
      name: `${theme.replaceAll(' ', '-')}-${'abcdefghijklmnopqrstuvwxyz'[index]}`,
    })),
  )('$title', async ({ name, right, ...files }) => {
    const { words } = await judgeMessyFiles(await exportsOf(name, files), await scansOf(name, files));
    expect(words).toEqual(right);
  });
});

function exportsOf(name: string, { it: exports }: Pick<StrangerCase, 'it'>): Promise<string[]> {
  return Promise.all(exports.map((text, index) => written(`${name}-${index}.csv`, text)));
}

function scansOf(name: string, { scans }: Pick<StrangerCase, 'scans'>): Promise<string[]> {
  return Promise.all(
    scans.map((scan, index) =>
      typeof scan === 'string'
        ? written(`${name}-${index}.nessus`, scan)
        : written(`${scan.of}.debsecan`, scan.debsecan),
    ),
  );
}

async function written(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}
