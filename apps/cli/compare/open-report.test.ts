import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReport } from './open-report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-open-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  [
    'gvm.xml',
    '<report id="a" format_id="b" content_type="text/xml"></report>',
    /report of OpenVAS \(GVM\)\. Baton reads/,
  ],
  [
    'qualys.csv',
    'IP,DNS,QID,Title\n10.0.0.1,a,90000,x\n',
    /If a scanner wrote it: of scanners Baton reads \.nessus files/,
  ],
  ['strange.bin', 'no table and no words', /format that Baton reads\. Baton reads \.nessus/],
])('%s, which is given for InfoSec, is refused with what it is and what to do', async (name, text, said) => {
  const path = join(folder, name);
  await writeFile(path, text);
  await expect(
    openReport(path, 'infosec', { zone: 'UTC', device: null, signal: new AbortController().signal }),
  ).rejects.toThrow(said);
});
