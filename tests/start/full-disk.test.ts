import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '@baton/store/embedded/embedded-postgres.ts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('full-disk tests are not run: only root can mount a small disk\n');
const log = { info: () => {}, warn: () => {}, error: () => {} };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-disk-'));
});
afterEach(() => {
  execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
});

function mountDisk(megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
}

/** Fills the disk to the last byte; returns the file to remove. */
function fill(): string {
  const file = join(folder, 'ballast');
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(file, Buffer.alloc(bavail * bsize));
  } catch {
    // Full, as wanted.
  }
  return file;
}

const open = () => openEmbeddedPostgres({ dataFolder: join(folder, 'data'), log, onLost: () => {} });

describe.runIf(isRoot)('a full disk', () => {
  test('before the database exists: refused with the space that is wanted, and nothing is left behind', async () => {
    mountDisk(100);
    await expect(open()).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/is full \(\d+ MB free\).*at least 128 MB/),
    });
    execFileSync('mount', ['-o', 'remount,size=400m', folder]);
    const database = await open();
    await database.close();
  });

  test('at a later start: either it starts or says so, and with space again all that was saved is there', async () => {
    mountDisk(400);
    const first = await open();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.close();
    const ballast = fill();
    await open().then(
      (database) => database.close(),
      (error: unknown) => expect(error).toMatchObject({ code: 'disk-full' }),
    );
    rmSync(ballast);
    const again = await open();
    expect(await ask(again.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    await again.close();
  });

  test('while it runs: writing fails with the reason, and goes on when there is space again', async () => {
    mountDisk(400);
    const database = await open();
    await ask(database.url, 'CREATE TABLE kept AS SELECT 42 AS n; CREATE TABLE big (t text)');
    const ballast = fill();
    await expect(
      ask(database.url, `INSERT INTO big SELECT repeat(md5(i::text), 30) FROM generate_series(1, 60000) i`),
    ).rejects.toThrow();
    rmSync(ballast);
    await expect
      .poll(() => ask(database.url, 'SELECT n FROM kept').catch(() => null), { timeout: 20_000 })
      .toEqual([{ n: 42 }]);
    await ask(database.url, `INSERT INTO big VALUES ('fits')`);
    await database.close();
  });
});

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}
