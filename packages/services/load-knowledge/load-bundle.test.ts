import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { expect, test } from 'vitest';
import { SYSTEM } from '../actor.ts';
import { getFix, listFixes, readKnowledgeState } from '../read-knowledge/read-knowledge.ts';
import { currentKnowledge } from './current-knowledge.ts';
import { loadBundle } from './load-bundle.ts';

const database = useTestDatabase();

function bundle(
  fixes: readonly object[],
  { date = '2026-01-02', packageFixes = fixes.length } = {},
): AsyncIterable<Uint8Array> {
  const header = {
    row: 'header',
    format: 'baton-knowledge',
    formatVersion: 1,
    date,
    sources: [{ name: 'Test', licence: 'CC0-1.0', date, url: 'https://example.org', records: fixes.length }],
    counts: { source: 0, packageFix: packageFixes, kb: 0, vulnerability: 0 },
  };
  const text = [header, ...fixes].map((row) => `${JSON.stringify(row)}\n`).join('');
  return (async function* () {
    yield Buffer.from(text);
  })();
}

function fix(source: string, version: string) {
  return {
    row: 'package-fix',
    distribution: 'debian:12',
    source,
    version,
    published: '2026-01-01',
    urgency: 'high',
    cves: ['CVE-2026-0001'],
  };
}

test('a bundle replaces what is known, and everything is queued to be judged again', async () => {
  const { db } = database;
  expect(await loadBundle(db, SYSTEM, bundle([fix('expat', '2.5.0-1+deb12u2')]))).toEqual({ changed: true });
  expect(await readKnowledgeState(db)).toMatchObject({ date: '2026-01-02', fixes: 1, sources: [{ name: 'Test' }] });
  expect((await currentKnowledge(db)).fix('expat 2.5.0-1+deb12u2')?.cves).toEqual(['CVE-2026-0001']);
  expect(await getFix(db, 'expat 2.5.0-1+deb12u2')).toMatchObject({ vulnerabilities: [{ cve: 'CVE-2026-0001' }] });
  const { rows } = await database.pool.query(
    `SELECT task_identifier FROM graphile_worker.jobs WHERE key = 'reconcile-all'`,
  );
  expect(rows).toEqual([{ task_identifier: 'reconcile-devices' }]);
});

test('the same bundle again changes nothing', async () => {
  const before = await readKnowledgeState(database.db);
  expect(await loadBundle(database.db, SYSTEM, bundle([fix('expat', '2.5.0-1+deb12u2')]))).toEqual({ changed: false });
  expect(await readKnowledgeState(database.db)).toEqual(before);
});

test('what was loaded meanwhile is not replaced by a bundle that was to go over another one', async () => {
  const { db } = database;
  const before = await readKnowledgeState(db);
  const late = (over: string | null) => loadBundle(db, SYSTEM, bundle([fix('zlib', '1.2')]), { over });
  expect(await late(null)).toEqual({ changed: false });
  expect(await late('0'.repeat(64))).toEqual({ changed: false });
  expect(await readKnowledgeState(db)).toEqual(before);
});

test('a cut bundle is refused with the reason, and what was known stays', async () => {
  const { db } = database;
  const before = await readKnowledgeState(db);
  await expect(loadBundle(db, SYSTEM, bundle([fix('curl', '1.0')], { packageFixes: 3 }))).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('not whole'),
  });
  expect(await readKnowledgeState(db)).toEqual(before);
});

test('a newer bundle is known to every reader at once', async () => {
  const { db } = database;
  await loadBundle(
    db,
    SYSTEM,
    bundle([fix('curl', '7.88.1-10+deb12u12'), fix('expat', '2.5.0-1+deb12u3')], { date: '2026-02-02' }),
  );
  expect((await currentKnowledge(db)).fix('expat 2.5.0-1+deb12u2')).toBeNull();
  expect((await currentKnowledge(db)).fix('curl 7.88.1-10+deb12u12')).not.toBeNull();
});

test('fixes are found by the beginning of a package or a CVE', async () => {
  const found = async (search: string) =>
    (await listFixes(database.db, { search, page: 1, pageSize: 10 })).rows.map((row) => row.fix);
  expect(await found('cur')).toEqual(['curl 7.88.1-10+deb12u12']);
  expect(await found('cve-2026')).toHaveLength(2);
  expect(await found('%')).toEqual([]);
});
