import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { SYSTEM } from '../actor.ts';
import { addKey, addPerson } from '../relay/testing/relay-people.ts';
import { appendLog } from './append-log.ts';
import { canonicalJson } from './canonical-json.ts';
import { listLog } from './list-log.ts';
import { verifyLog } from './verify-log.ts';

const database = useTestDatabase();

const page = { page: 1, pageSize: 50 };

async function act(action: string, details: Record<string, number> = {}): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    await appendLog(trx, { actor: SYSTEM, action, subject: { kind: 'test', id: '1' }, details });
  });
}

/** Changes the log as somebody could who owns the database: with the triggers out of the way. */
async function tamper(...statements: readonly string[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query("BEGIN; SET LOCAL session_replication_role = 'replica'");
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

beforeEach(async () => {
  await tamper(
    'DELETE FROM log_entry',
    'DELETE FROM log_link',
    "UPDATE log_head SET sequence = 0, hash = decode(repeat('00', 32), 'hex')",
  );
  for (const action of ['a.one', 'a.two', 'b.three', 'b.four', 'b.five']) await act(action);
});

describe('the log', () => {
  test('is whole as it was written, and lists newest first', async () => {
    const found = await verifyLog(database.db);
    expect(found).toMatchObject({ intact: true, entries: 5, problems: [] });
    const { rows, total } = await listLog(database.db, page);
    expect(total).toBe(5);
    expect(rows.map(({ sequence, action }) => `${sequence} ${action}`)).toEqual([
      '5 b.five',
      '4 b.four',
      '3 b.three',
      '2 a.two',
      '1 a.one',
    ]);
    expect(rows[0]?.hash).toBe(found.head.hash);
  });

  test('is found by action, area of actions, subject and time', async () => {
    const count = async (filter: Parameters<typeof listLog>[1]): Promise<number> =>
      (await listLog(database.db, filter)).total;
    expect(await count({ ...page, action: 'b' })).toBe(3);
    expect(await count({ ...page, action: 'b.four' })).toBe(1);
    expect(await count({ ...page, subjectKind: 'test', subjectId: '2' })).toBe(0);
    expect(await count({ ...page, to: '2020-01-01T00:00:00Z' })).toBe(0);
  });

  test('keeps an act and its entry together: neither without the other', async () => {
    const failed = database.db.transaction().execute(async (trx) => {
      await appendLog(trx, { actor: SYSTEM, action: 'x.undone', subject: { kind: 'test', id: null } });
      throw new Error('the act failed');
    });
    await expect(failed).rejects.toThrow('the act failed');
    expect((await verifyLog(database.db)).entries).toBe(5);
  });

  test('chains acts that happen at once, without one waiting for the other to end', async () => {
    await database.db.transaction().execute(async (slow) => {
      await appendLog(slow, { actor: SYSTEM, action: 'x.slow', subject: { kind: 'test', id: null } });
      // While the slow act has written its entry but not ended, others go on.
      await Promise.all(Array.from({ length: 8 }, (_, number) => act('x.quick', { number })));
    });
    expect(await verifyLog(database.db)).toMatchObject({ intact: true, entries: 14 });
    expect((await listLog(database.db, page)).rows[0]?.action).toBe('x.slow');
  });

  test.each([
    'UPDATE log_entry SET at = now()',
    'DELETE FROM log_entry',
    'TRUNCATE log_entry CASCADE',
    'UPDATE log_link SET sequence = 9',
    'DELETE FROM log_link',
    'TRUNCATE log_link',
    'DELETE FROM log_head',
    'TRUNCATE log_head',
    'UPDATE log_head SET sequence = 0',
  ])('refuses: %s', async (statement) => {
    await expect(database.pool.query(statement)).rejects.toMatchObject({ code: '23001' });
  });

  test('shows a changed entry, whichever it is', async () => {
    for (const sequence of [1, 2, 3, 4, 5]) {
      const change = (from: string, to: string) =>
        tamper(
          `UPDATE log_entry SET entry = replace(entry, '${from}', '${to}') WHERE entry_id = (SELECT entry_id FROM log_link WHERE sequence = ${sequence})`,
        );
      await change('"test"', '"tess"');
      expect(await verifyLog(database.db)).toMatchObject({ intact: false, problems: [{ sequence }] });
      await change('"tess"', '"test"');
      expect((await verifyLog(database.db)).intact).toBe(true);
    }
  });

  test.each([1, 2, 3, 4, 5])('shows that entry %i was removed, with its link or without', async (sequence) => {
    const entry = `DELETE FROM log_entry WHERE entry_id = (SELECT entry_id FROM log_link WHERE sequence = ${sequence})`;
    await tamper(entry);
    expect((await verifyLog(database.db)).problems).toEqual([{ sequence, what: 'The entry of this link is gone.' }]);
    await tamper(`DELETE FROM log_link WHERE sequence = ${sequence}`);
    // Told at the link that follows; behind the last one, by the head.
    expect((await verifyLog(database.db)).problems).toEqual([
      sequence === 5
        ? { sequence: null, what: 'The newest link is 4, the head of the log says 5.' }
        : { sequence: sequence + 1, what: `The links between ${sequence - 1} and ${sequence + 1} are gone.` },
    ]);
  });

  test('shows a tail that was cut clean off', async () => {
    await tamper(
      'DELETE FROM log_entry WHERE entry_id IN (SELECT entry_id FROM log_link WHERE sequence > 3)',
      'DELETE FROM log_link WHERE sequence > 3',
    );
    expect((await verifyLog(database.db)).problems).toEqual([
      { sequence: null, what: 'The newest link is 3, the head of the log says 5.' },
    ]);
  });

  test('shows a link that was changed, whichever it is, and a head that was moved', async () => {
    for (const sequence of [1, 2, 3, 4, 5]) {
      const flip = `UPDATE log_link SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE sequence = ${sequence}`;
      await tamper(flip);
      // The link itself does not fit its entry, and the next one (or the head) does not fit it.
      expect((await verifyLog(database.db)).problems.map((problem) => problem.sequence)).toEqual([
        sequence,
        sequence === 5 ? null : sequence + 1,
      ]);
      await tamper(flip);
      expect((await verifyLog(database.db)).intact).toBe(true);
    }
    await tamper("UPDATE log_head SET hash = decode(repeat('00', 32), 'hex')");
    expect((await verifyLog(database.db)).problems).toHaveLength(1);
  });

  test('shows entries that changed places', async () => {
    await tamper(
      'CREATE TEMP TABLE taken ON COMMIT DROP AS SELECT sequence, entry_id FROM log_link WHERE sequence IN (2, 4)',
      'UPDATE log_link SET entry_id = gen_random_uuid() WHERE sequence IN (2, 4)',
      'UPDATE log_link l SET entry_id = t.entry_id FROM taken t WHERE t.sequence = 6 - l.sequence',
    );
    expect((await verifyLog(database.db)).problems.map((problem) => problem.sequence)).toEqual([2, 4]);
  });

  test('holds what people, keys, devices and Baton itself do, each under its own name', async () => {
    const person = await addPerson(database.db, 'M. Sato', 'infosec', 'lead');
    const key = await addKey(database.db, 'nightly upload', 'infosec', person);
    const device = { kind: 'device', deviceId: randomUUID(), name: 'srv-1' } as const;
    for (const actor of [person, key, device, SYSTEM]) {
      await database.db.transaction().execute(async (trx) => {
        await appendLog(trx, { actor, action: 'c.done', subject: { kind: 'test', id: '1' } });
      });
    }
    const { rows } = await listLog(database.db, { ...page, action: 'c' });
    expect(rows.map(({ actor }) => [actor.kind, actor.name, actor.team])).toEqual([
      ['system', 'Baton', null],
      ['device', 'srv-1', null],
      ['key', 'nightly upload', 'infosec'],
      ['person', 'M. Sato', 'infosec'],
    ]);
    expect((await verifyLog(database.db)).intact).toBe(true);
  });

  test('shows a time that was moved, and an entry that is past the chain', async () => {
    await tamper("UPDATE log_entry SET at = at - interval '1 day' WHERE action = 'a.two'");
    expect(await verifyLog(database.db)).toMatchObject({ intact: false, problems: [{ sequence: 2 }] });
    await tamper("UPDATE log_entry SET at = at + interval '1 day' WHERE action = 'a.two'");
    await tamper(`UPDATE log_link SET entry_id = gen_random_uuid() WHERE sequence = 2`);
    const found = await verifyLog(database.db);
    expect(found.problems.map(({ what }) => what)).toEqual([
      'The entry of this link is gone.',
      expect.stringContaining('is in no link'),
    ]);
  });
});

test('canonical JSON is one text for one value, however its keys were set', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
  );
});

function reversed(value: fc.JsonValue): fc.JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, reversed(member ?? null)] as const)
      .reverse(),
  );
}
