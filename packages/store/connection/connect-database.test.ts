import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newTestDatabase } from '../testing/test-database.ts';
import { connectDatabase } from './connect-database.ts';

test.each([
  ['by default leaves to the server how a commit waits', {}, false],
  ['may wait for no disk, from its first statement on', { waitsForDisk: false }, true],
])('a connection %s', async (_, options, isOurs) => {
  const { db, close } = connectDatabase(await newTestDatabase(), options);
  try {
    const { rows } = await sql<{ setting: string; ours: boolean }>`
      SELECT setting, source = 'client' AS ours FROM pg_settings WHERE name = 'synchronous_commit'`.execute(db);
    expect(rows).toMatchObject([isOurs ? { setting: 'off', ours: true } : { ours: false }]);
  } finally {
    await close();
  }
});
