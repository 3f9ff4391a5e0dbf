import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Database } from '../connection/connect-database.ts';
import { useTestDatabase } from '../testing/test-database.ts';
import { type StagedPiece, withStaging } from './staging.ts';

const database = useTestDatabase();

/** 600 devices, a piece of each at the beginning of the file and one at its end. */
function pieces(characters: number): readonly StagedPiece[] {
  return Array.from({ length: 1200 }, (_, index) => ({
    key: `Ä-${(index * 7) % 600}`,
    sequence: index + 1,
    evidence: String(index).padEnd(characters, '.'),
  }));
}

const SMALL = pieces(10);
const LARGE = pieces(5000);

async function hasTable(db: Database): Promise<boolean> {
  const { rows } = await sql`SELECT FROM pg_class WHERE relname = 'staged_piece'`.execute(db);
  return rows.length > 0;
}

async function stageAndRead(all: readonly StagedPiece[], table: boolean): Promise<readonly StagedPiece[]> {
  return withStaging(database.db, async (connection, staging) => {
    for (let at = 0; at < all.length; at += 300) await staging.add(all.slice(at, at + 300));
    expect(await hasTable(connection)).toBe(table);
    const read: StagedPiece[] = [];
    await connection.transaction().execute(async (trx) => {
      for await (const batch of staging.read(trx)) read.push(...batch);
    });
    return read;
  });
}

describe.each([
  ['a small file’s pieces, in memory', SMALL, false],
  ['a large file’s pieces, in a table', LARGE, true],
] as const)('%s', (_what, all, table) => {
  test('come out once each, those of a device together and in the order of the file', async () => {
    const read = await stageAndRead(all, table);
    expect(read).toHaveLength(all.length);
    expect(new Set(read.map(({ evidence }) => evidence))).toEqual(new Set(all.map(({ evidence }) => evidence)));
    for (let at = 0; at < read.length; at += 2) {
      expect(read[at + 1]?.key).toBe(read[at]?.key);
      expect(read[at + 1]?.sequence).toBeGreaterThan(read[at]?.sequence ?? Number.NaN);
    }
  });

  test('are read again, of some devices only', async () => {
    const wanted = new Set(['Ä-7', 'Ä-599', 'never staged']);
    await withStaging(database.db, async (connection, staging) => {
      await staging.add(all);
      await connection.transaction().execute(async (trx) => {
        const reads = [[], []] as StagedPiece[][];
        for await (const batch of staging.read(trx)) reads[0]?.push(...batch);
        for await (const batch of staging.read(trx, wanted)) reads[1]?.push(...batch);
        expect(reads.map(({ length }) => length)).toEqual([1200, 4]);
        expect(reads[1]?.map(({ key }) => key)).toEqual(['Ä-599', 'Ä-599', 'Ä-7', 'Ä-7']);
      });
    });
  });

  test('leave nothing behind', async () => {
    await stageAndRead(all, table);
    expect(await hasTable(database.db)).toBe(false);
  });
});

test('both ways give the same order', async () => {
  const order = (read: readonly StagedPiece[]) => read.map(({ key, sequence }) => `${key} ${sequence}`);
  expect(order(await stageAndRead(SMALL, false))).toEqual(order(await stageAndRead(LARGE, true)));
});

test('a table goes also where reading fails', async () => {
  const failing = withStaging(database.db, async (_connection, staging) => {
    await staging.add(LARGE);
    throw new Error('unreadable');
  });
  await expect(failing).rejects.toThrow('unreadable');
  expect(await hasTable(database.db)).toBe(false);
});
