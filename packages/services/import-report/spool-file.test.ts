import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { spoolFile } from './spool-file.ts';

test('a delivered file and the folders above it are for the server’s own user alone', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'baton-spool-'));
  const dataFolder = join(parent, 'data');
  try {
    const { path } = await spoolFile(Readable.from([Buffer.from('weak points of every device')]), dataFolder);
    const modeOf = async (place: string) => (await stat(place)).mode & 0o077;
    for (const place of [path, dirname(path), join(dataFolder, 'files'), dataFolder])
      expect(await modeOf(place)).toBe(0);
  } finally {
    await rm(parent, { recursive: true });
  }
});
