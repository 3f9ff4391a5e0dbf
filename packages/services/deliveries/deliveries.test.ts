import { createHmac } from 'node:crypto';
import { type ConnectionSettings, connectionSettings } from '@baton/contract/connections.ts';
import { insertNotifications } from '@baton/store/service-levels/notifications.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PersonActor, SYSTEM } from '../actor.ts';
import { removeConnection, setConnectionActive } from '../connections/change-connection.ts';
import { listConnections } from '../connections/list-connections.ts';
import { addConnection, changeConnection } from '../connections/save-connection.ts';
import { appendLog } from '../log/append-log.ts';
import { addPerson } from '../relay/testing/relay-people.ts';
import { useToolServer } from '../tracks/testing/tool-server.ts';
import { listDeliveries, readDelivery } from './list-deliveries.ts';
import { replayDeliveries } from './replay-deliveries.ts';
import { runDeliveries } from './run-deliveries.ts';
import type { SendContext } from './send-context.ts';

const database = useTestDatabase();
const receiver = useToolServer(() => ({ status: 200, body: 'ok' }));
const context: SendContext = {
  allowPrivateHosts: ['127.0.0.1'],
  publicUrl: 'https://baton.example.org',
  timeZone: 'UTC',
  printLeadership: null,
};
const now = () => Temporal.Now.instant().toString();
let lead: PersonActor;
let colleague: PersonActor;

beforeAll(async () => {
  lead = await addPerson(database.db, 'K. Brandt', 'it', 'lead');
  colleague = await addPerson(database.db, 'S. Novak', 'it');
});
beforeEach(async () => {
  receiver.failWith(null);
  receiver.requests.length = 0;
  for (const { connectionId } of (await listConnections(database.db, now())).rows)
    await removeConnection(database.db, lead, connectionId, now());
});

async function connect(settings: object, secret?: string) {
  const parsed: ConnectionSettings = connectionSettings.parse(settings);
  const { connection, signingSecret } = await addConnection(
    database.db,
    lead,
    { name: `Test ${crypto.randomUUID()}`, settings: parsed, ...(secret === undefined ? {} : { secret }) },
    now(),
  );
  return { connectionId: connection.connectionId, signingSecret: signingSecret ?? '' };
}
const webhook = (events: readonly string[]) => connect({ kind: 'webhook', url: `${receiver.url}/hook`, events });
const act = (action: string, name = 'KB5044273') =>
  database.db
    .transaction()
    .execute((trx) => appendLog(trx, { actor: SYSTEM, action, subject: { kind: 'thing', id: null, name } }));
const tell = (people: readonly PersonActor[], key: string, kind = 'clock-breach') =>
  database.db.transaction().execute((trx) =>
    insertNotifications(
      trx,
      people.map(({ personId }) => ({
        person_id: personId,
        message_key: key,
        kind,
        subject_kind: 'remediation',
        subject_id: null,
        title: `KB5044273: the deadline has passed (${key})`,
        body: 'IT holds the baton in deploy.',
        path: '/remediations/1',
        created_at: now(),
      })),
    ),
  );
const send = () => runDeliveries(database.db, context);
const listed = async (connectionId: string) =>
  (await listDeliveries(database.db, { connectionId, page: 1, pageSize: 50 })).rows;
/** The wait until the next attempt is over. */
const wait = () => sql`UPDATE delivery SET next_try_at = now() WHERE state = 'waiting'`.execute(database.db);

describe('a webhook', () => {
  test('is told what it asked for, signed over id, time and body, and nothing else', async () => {
    const { connectionId, signingSecret } = await webhook(['remediation.*', 'charter.signed']);
    await act('remediation.closed');
    await act('remediations-elsewhere.closed');
    await act('charter.signed', 'the charter');
    await act('charter.offered');
    await send();
    // Several are under way at once, so that any may arrive first.
    const arrived = receiver.requests.toSorted((a, b) => (String(a.body.type) > String(b.body.type) ? -1 : 1));
    expect(arrived.map(({ body }) => body.type)).toEqual(['remediation.closed', 'charter.signed']);
    const [first] = arrived;
    expect(first?.body.data).toMatchObject({ actor: { kind: 'system' }, subject: { name: 'KB5044273' } });
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = first?.headers ?? {};
    // As a receiver does it: the secret's bytes, base64 after its beginning.
    const key = Buffer.from(signingSecret.slice('whsec_'.length), 'base64');
    expect(key).toHaveLength(32);
    const own = createHmac('sha256', key).update(`${id}.${time}.${first?.text}`).digest('base64');
    expect(signature).toBe(`v1,${own}`);
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(60);
    expect((await listed(connectionId)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['sent', 1],
      ['sent', 1],
    ]);
  });

  test('that does not answer is tried again later and later, given up, told of once, and replayed by hand', async () => {
    const { connectionId } = await webhook(['remediation.*']);
    receiver.failWith(() => ({ status: 503, body: 'down for maintenance' }));
    await act('remediation.closed');
    await send();
    const [first] = await listed(connectionId);
    expect(first).toMatchObject({
      state: 'waiting',
      attempts: 1,
      problem: expect.stringMatching(/fault of its own \(503\)/),
    });
    const seconds = Temporal.Instant.from(first?.nextTryAt ?? '')
      .since(Temporal.Now.instant())
      .total('seconds');
    expect(seconds).toBeGreaterThan(5);
    expect(seconds).toBeLessThanOrEqual(15);
    expect(await send()).toBe(0);
    for (let attempt = 2; attempt <= 9; attempt += 1) {
      await wait();
      expect(await send()).toBe(1);
    }
    await act('remediation.reopened');
    await send();
    const rows = await listed(connectionId);
    expect(rows.map(({ event, state, attempts }) => [event, state, attempts])).toEqual([
      ['remediation.reopened', 'waiting', 1],
      ['remediation.closed', 'failed', 9],
    ]);
    const shown = (await listConnections(database.db, now())).rows.find((row) => row.connectionId === connectionId);
    expect(shown).toMatchObject({
      failing: { hint: expect.stringContaining('tries again') },
      deliveries: { failed: 1, waiting: 1 },
    });
    const told = await database.db
      .selectFrom('notification')
      .selectAll()
      .where('kind', '=', 'connection-failing')
      .where('subject_id', '=', connectionId)
      .execute();
    expect(told).toMatchObject([{ person_id: lead.personId, path: '/settings/connections' }]);

    receiver.failWith(null);
    receiver.requests.length = 0;
    await expect(
      replayDeliveries(
        database.db,
        await addPerson(database.db, 'V', 'it', 'viewer'),
        { failedOf: connectionId },
        now(),
      ),
    ).rejects.toMatchObject({ code: 'not-permitted' });
    expect(await replayDeliveries(database.db, colleague, { failedOf: connectionId }, now())).toBe(1);
    await send();
    const detail = await readDelivery(database.db, rows[1]?.deliveryId ?? '');
    expect(detail).toMatchObject({ state: 'sent', attempts: 10, problem: null });
    expect(detail.tries).toHaveLength(10);
    expect(detail.tries[0]).toMatchObject({ arrived: false, said: '503 down for maintenance' });
    // Sent again, it has the same id, by which the receiver knows it, and a time of its own.
    expect(receiver.requests[0]?.headers['webhook-id']).toBe(`msg_${rows[1]?.deliveryId}`);
    expect((await listConnections(database.db, now())).rows[0]?.failing).toBeNull();
  });

  test('that asks to be told more slowly is not asked before that', async () => {
    const { connectionId } = await webhook(['remediation.*']);
    receiver.failWith(() => ({ status: 429, headers: { 'retry-after': '600' } }));
    await act('remediation.closed');
    await send();
    const next = Temporal.Instant.from((await listed(connectionId))[0]?.nextTryAt ?? '');
    expect(next.since(Temporal.Now.instant()).total('seconds')).toBeGreaterThan(590);
  });

  test('that sends on to another address is told nothing there', async () => {
    const { connectionId } = await webhook(['remediation.*']);
    receiver.failWith(({ path }) => (path === '/hook' ? { status: 307, headers: { location: '/elsewhere' } } : null));
    await act('remediation.closed');
    await send();
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook']);
    expect((await listed(connectionId))[0]?.problem).toMatch(/sends on to another address/);
  });

  test('on a private host is refused unless the setting allows it', async () => {
    const { connectionId } = await webhook(['remediation.*']);
    await act('remediation.closed');
    await runDeliveries(database.db, { ...context, allowPrivateHosts: [] });
    expect(receiver.requests).toEqual([]);
    expect((await listed(connectionId))[0]).toMatchObject({
      problem: expect.stringMatching(/not a public address/),
      hint: expect.stringContaining('BATON_ALLOW_PRIVATE_HOSTS'),
    });
  });
});

test('a program that does not run is told of with what to do, and whoever connected it is told when it is given up', async () => {
  const { connectionId } = await connect({ kind: 'webhook', url: 'http://127.0.0.1:9/', events: ['remediation.*'] });
  await act('remediation.closed');
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    await wait();
    await send();
  }
  expect((await listed(connectionId))[0]).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('cannot be reached'),
    hint: expect.stringContaining('Look whether it runs'),
  });
  const told = database.db.selectFrom('notification').selectAll().where('subject_id', '=', connectionId);
  expect(await told.execute()).toHaveLength(1);
});

describe('the outbox', () => {
  test('tells nothing of what was undone, and nothing twice however many workers send', async () => {
    const { connectionId } = await webhook(['remediation.*']);
    const undone = database.db.transaction().execute(async (trx) => {
      await appendLog(trx, { actor: SYSTEM, action: 'remediation.closed', subject: { kind: 'thing', id: null } });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    for (let count = 0; count < 30; count += 1) await act('remediation.opened', `KB${count}`);
    await Promise.all([send(), send(), send()]);
    expect(receiver.requests).toHaveLength(30);
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(30);
    expect(await listed(connectionId)).toHaveLength(30);
  });

  test('an attempt whose process died is made again when its lease is over, not before', async () => {
    const { connectionId } = await webhook(['remediation.*']);
    await act('remediation.closed');
    await sql`UPDATE delivery SET attempts = 1, attempts_in_row = 1, next_try_at = now() + interval '3 minutes' WHERE state = 'waiting'`.execute(
      database.db,
    );
    expect(await send()).toBe(0);
    await wait();
    expect(await send()).toBe(1);
    expect((await listed(connectionId))[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  test('while a connection is paused nothing new is queued, and what waits goes on after', async () => {
    const { connectionId } = await webhook(['remediation.*']);
    await act('remediation.opened');
    await setConnectionActive(database.db, lead, { connectionId, active: false }, now());
    await act('remediation.closed');
    expect(await send()).toBe(0);
    await setConnectionActive(database.db, lead, { connectionId, active: true }, now());
    await send();
    expect(receiver.requests.map(({ body }) => body.type)).toEqual(['remediation.opened']);
  });
});

describe('a channel', () => {
  test('is told the same words once, however many people they are for', async () => {
    const { connectionId } = await connect(
      { kind: 'slack', events: ['message.clock-breach'] },
      `${receiver.url}/services/T0/B0/secret-part`,
    );
    await tell([lead, colleague], 'clock 1 breach');
    await tell([lead], 'digest 2026-11-26', 'digest');
    await send();
    expect(receiver.requests.map(({ body }) => body.text)).toEqual([
      '*<https://baton.example.org/remediations/1|KB5044273: the deadline has passed (clock 1 breach)>*\nIT holds the baton in deploy.',
    ]);
    const shown = (await listConnections(database.db, now())).rows;
    expect(shown[0]).toMatchObject({ connectionId, place: '127.0.0.1', hasSecret: true });
  });

  test('that is gone is told with what to do, and its secret address stands nowhere', async () => {
    const { connectionId } = await connect({ kind: 'teams', events: ['*'] }, `${receiver.url}/workflows/secret-part`);
    receiver.failWith(() => ({ status: 404, body: 'no such workflow' }));
    await tell([lead], 'clock 2 breach');
    await send();
    const everything = JSON.stringify([await listed(connectionId), (await listConnections(database.db, now())).rows]);
    expect(everything).toContain('Look whether the address is still good');
    const entries = await database.db.selectFrom('log_entry').select('entry').execute();
    expect(everything + JSON.stringify(entries)).not.toContain('secret-part');
  });
});

describe('a connection’s secret', () => {
  test('is not sent to another host than the one that it was given for', async () => {
    const settings = connectionSettings.parse({
      kind: 'servicenow',
      url: 'https://one.service-now.com',
      user: 'robot',
    });
    const { connectionId } = await connect(settings, 'now-password');
    const moved = { ...settings, url: 'https://evil.example.org' } as const;
    const change = (secret?: string) =>
      changeConnection(database.db, lead, { connectionId, name: 'Now', settings: moved, secret }, now());
    await expect(change()).rejects.toMatchObject({ code: 'invalid', where: 'body.secret' });
    await expect(change('another')).resolves.toMatchObject({ place: 'evil.example.org, incident' });
  });

  test('is asked for where the tool needs one, and never over a line in clear', async () => {
    await expect(connect({ kind: 'slack', events: ['*'] })).rejects.toMatchObject({ where: 'body.secret' });
    const mail = { kind: 'email', host: 'mail.example.org', port: 25, security: 'none', from: 'baton@example.org' };
    await expect(connect({ ...mail, user: 'baton' }, 'secret')).rejects.toThrow(/in clear/);
    await expect(connect({ ...mail, user: null })).resolves.toBeDefined();
  });

  test('only a lead or an administrator changes connections', async () => {
    const settings = connectionSettings.parse({ kind: 'webhook', url: receiver.url, events: ['*'] });
    const add = (actor: PersonActor) =>
      addConnection(database.db, actor, { name: `By ${actor.name}`, settings }, now());
    await expect(add(colleague)).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(add({ ...colleague, administrator: true })).resolves.toBeDefined();
  });
});
