import { randomUUID } from 'node:crypto';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { installed } from '@baton/domain/reconciliation/testing/situation.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../testing/test-database.ts';
import { dropUnusedPages, readClaimPages } from './claim-pages.ts';
import { insertEvidence } from './keep-evidence.ts';
import { moveToPast, readWords } from './past-words.ts';
import { readEvidence, unpackWord } from './read-evidence.ts';
import { ensureSource } from './sources.ts';

const database = useTestDatabase();
const DEVICES = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const;

/** Both devices say two things alike, and each one thing of its own. */
async function deliver(seenAt: string, raw: string): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    const sourceId = await ensureSource(trx, { team: 'it', name: 'patch tool', kind: 'csv' });
    const reportId = randomUUID();
    await sql`INSERT INTO report (report_id, source_id, team, file_name, bytes, sha256, delivery_key, state, imported_by_kind,
        imported_by_name, ended_at)
      VALUES (${reportId}, ${sourceId}, 'it', 'a file', 1, repeat('0', 64), ${reportId}, 'done', 'system', 'Baton', now())`.execute(
      trx,
    );
    await insertEvidence(
      trx,
      { reportId, sourceId, team: 'it' },
      DEVICES.map((deviceId, index) => ({
        deviceId,
        ordinal: index,
        seenAt,
        covers: false,
        evidence: {
          names: namesOf(`WKS-${index}`),
          state: EMPTY_STATE,
          look: null,
          claims: [installed({ raw: `only ${index}` }), installed({ raw }), installed({ raw, says: 'missing' })],
        },
      })),
    );
    await moveToPast(trx, { sourceId }, DEVICES);
  });
}

async function rawWords(): Promise<readonly (readonly string[])[]> {
  const words = await readEvidence(database.db, DEVICES, { excerpts: false });
  const pages = await readClaimPages(database.db, words);
  return words
    .toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1))
    .map((word) => unpackWord(word, pages).claims.map(({ raw }) => raw));
}

async function countPages(): Promise<number> {
  return (await database.db.selectFrom('claim_page').select('page_id').execute()).length;
}

test('a page stays while any word goes by it, in the history too, and a while longer', async () => {
  const { db } = database;
  await sql`INSERT INTO device (device_id, name) SELECT u, 'WKS-' || right(u::text, 1) FROM unnest(${[...DEVICES]}::uuid[]) u`.execute(
    db,
  );
  const days = Array.from({ length: 8 }, (_, n) => `2026-11-${10 + n}T08:00:00Z`);
  for (const [n, day] of days.entries()) await deliver(day, `delivery ${n}`);
  expect(await rawWords()).toEqual([0, 1].map((n) => [`only ${n}`, 'delivery 7', 'delivery 7']));
  expect(await countPages()).toBe(8);

  // The newest word and the five before it are kept.
  await dropUnusedPages(db);
  await dropUnusedPages(db);
  expect(await countPages()).toBe(8);
  await sql`UPDATE claim_page SET unused_since = unused_since - interval '2 hours'`.execute(db);
  await dropUnusedPages(db);
  expect(await countPages()).toBe(6);
  expect(await rawWords()).toEqual([0, 1].map((n) => [`only ${n}`, 'delivery 7', 'delivery 7']));
  const [source] = await db.selectFrom('source').select('source_id').execute();
  const words = await db.transaction().execute((trx) => readWords(trx, source?.source_id ?? '', DEVICES, [...DEVICES]));
  expect([...words.values()].map((own) => own.map(({ claims }) => claims[1]?.raw).sort())).toEqual(
    DEVICES.map(() => [2, 3, 4, 5, 6, 7].map((n) => `delivery ${n}`)),
  );
});

test('of a word whose page is gone it is said what to do', async () => {
  const [word] = await readEvidence(database.db, [DEVICES[0]], { excerpts: false });
  await sql`DELETE FROM claim_page`.execute(database.db);
  expect(() => word && unpackWord(word, new Map())).toThrow('restore the database from a backup');
});
