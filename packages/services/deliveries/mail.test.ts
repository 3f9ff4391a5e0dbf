import { connectionSettings } from '@baton/contract/connections.ts';
import { insertNotifications } from '@baton/store/service-levels/notifications.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { addConnection } from '../connections/save-connection.ts';
import { testConnection } from '../connections/test-connection.ts';
import { setMailSchedule } from '../leadership/mail-schedule.ts';
import { queueMonthlyMail } from '../leadership/monthly-mail.ts';
import { addPerson } from '../relay/testing/relay-people.ts';
import { listDeliveries } from './list-deliveries.ts';
import { runDeliveries } from './run-deliveries.ts';
import type { SendContext } from './send-context.ts';
import { selfSigned } from './testing/self-signed.ts';

const database = useTestDatabase();
const context: SendContext = {
  allowPrivateHosts: ['localhost'],
  publicUrl: 'https://baton.example.org',
  timeZone: 'UTC',
  printLeadership: async () => Buffer.from('%PDF-1.7 a page'),
};
const now = () => Temporal.Now.instant().toString();
const received: {
  readonly to: readonly string[];
  readonly text: string;
  readonly user: string | null;
  readonly secure: boolean;
}[] = [];
const PASSWORD = 'mail-password';
let lead: PersonActor;
let plain = 0;
let withTls = 0;
const certificate = selfSigned('localhost');
const servers: SMTPServer[] = [];

/** A real mail server on loopback that keeps what it takes. */
function serve(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({
    logger: false,
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }) : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString('utf8'),
          user: typeof session.user === 'string' ? session.user : null,
          secure: session.secure === true,
        });
        done(null);
      });
    },
    ...options,
  });
  // A client that hangs up in the middle is its own affair: that it does is what some tests look at.
  server.on('error', () => {});
  servers.push(server);
  return new Promise((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const at = listening.address();
      resolve(typeof at === 'object' && at !== null ? at.port : 0);
    });
  });
}

beforeAll(async () => {
  lead = await addPerson(database.db, 'K. Brandt', 'it', 'lead');
  plain = await serve({ disabledCommands: ['AUTH', 'STARTTLS'] });
  withTls = await serve({
    secure: true,
    ...certificate,
    onAuth: ({ username, password }, _session, done) =>
      username === 'baton' && password === PASSWORD ? done(null, { user: 'baton' }) : done(new Error('535 refused')),
  });
});
afterAll(async () => {
  for (const server of servers) await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function connect(more: object, secret?: string): Promise<string> {
  const base = { kind: 'email', host: 'localhost', from: 'baton@example.org', user: null };
  const settings = connectionSettings.parse({ ...base, ...more });
  const given = { name: `Mail ${crypto.randomUUID()}`, settings, ...(secret === undefined ? {} : { secret }) };
  return (await addConnection(database.db, lead, given, now())).connection.connectionId;
}
const pause = () => database.db.updateTable('connection').set({ active: false }).execute();
const listed = async (connectionId: string) =>
  (await listDeliveries(database.db, { connectionId, page: 1, pageSize: 50 })).rows;
const tell = (people: readonly PersonActor[], title: string) =>
  database.db.transaction().execute((trx) =>
    insertNotifications(
      trx,
      people.map(({ personId }) => ({
        person_id: personId,
        message_key: title,
        kind: 'clock-warning',
        subject_kind: 'remediation',
        subject_id: null,
        title,
        body: 'IT holds the baton in <deploy>.',
        path: '/remediations/1',
        created_at: now(),
      })),
    ),
  );

describe('by mail', () => {
  test('each person is told once, at their own address, with a link', async () => {
    const connectionId = await connect({ port: plain, security: 'none' });
    const novak = await addPerson(database.db, 'S. Novak', 'it');
    await tell([lead, novak], 'KB5044273: 80 % of its time is used');
    await tell([lead, novak], 'KB5044273: 80 % of its time is used');
    await runDeliveries(database.db, context);
    await pause();
    expect(received.flatMap(({ to }) => to).sort()).toEqual(
      [`${lead.personId}@example.org`, `${novak.personId}@example.org`].sort(),
    );
    const text = received[0]?.text ?? '';
    expect(text).toContain('Subject: KB5044273: 80 % of its time is used');
    expect(text).toMatch(/^From: Baton <baton@example\.org>/m);
    expect(text).toContain('https://baton.example.org/remediations/1');
    expect(text).toContain('&lt;deploy&gt;');
    expect(text).toMatch(/^Auto-Submitted: auto-generated/m);
    const rows = await listed(connectionId);
    expect(rows.map(({ state, recipient }) => [state, recipient])).toContainEqual([
      'sent',
      `${novak.personId}@example.org`,
    ]);
    // What one person is told is nobody else's, in the list of deliveries as well.
    expect(rows.map(({ title }) => title)).toEqual(['message.clock-warning', 'message.clock-warning']);
    for (const { deliveryId } of rows)
      expect(received.some((mail) => mail.text.includes(`<${deliveryId}@example.org>`))).toBe(true);
  });

  test('whoever has left is told nothing, and that says nothing of the connection', async () => {
    const connectionId = await connect({ port: plain, security: 'none' });
    const gone = await addPerson(database.db, 'Gone', 'it');
    await tell([gone], 'KB1: overdue');
    await database.db
      .updateTable('person')
      .set({ deactivated_at: now() })
      .where('person_id', '=', gone.personId)
      .execute();
    const before = received.length;
    await runDeliveries(database.db, context);
    await pause();
    expect(received).toHaveLength(before);
    expect((await listed(connectionId))[0]).toMatchObject({
      state: 'failed',
      problem: 'Gone has no open account any more.',
    });
  });

  test('goes over TLS with user and password, where the server’s authority is trusted', async () => {
    const trusted = await connect(
      { port: withTls, security: 'tls', user: 'baton', authority: certificate.cert },
      PASSWORD,
    );
    const tested = await testConnection(database.db, context, lead, trusted);
    expect(tested).toEqual({ arrived: true, said: expect.stringContaining('250'), hint: null });
    expect(received.at(-1)).toMatchObject({ user: 'baton', secure: true, to: [`${lead.personId}@example.org`] });
    const stranger = await connect({ port: withTls, security: 'tls', user: 'baton' }, PASSWORD);
    expect(await testConnection(database.db, context, lead, stranger)).toMatchObject({
      arrived: false,
      said: expect.stringContaining('do not agree on TLS'),
      hint: expect.stringContaining('authority of your own'),
    });
    const wrong = await connect(
      { port: withTls, security: 'tls', user: 'baton', authority: certificate.cert },
      'wrong',
    );
    const refused = await testConnection(database.db, context, lead, wrong);
    expect(refused).toMatchObject({ arrived: false, said: expect.stringContaining('refuses user and password') });
    const everything = JSON.stringify([refused, await listed(wrong), await listed(trusted)]);
    expect(everything).not.toContain(PASSWORD);
    await pause();
  });

  test('asks for STARTTLS and sends nothing in clear where the server has none', async () => {
    const connectionId = await connect({ port: plain, security: 'starttls', user: 'baton' }, PASSWORD);
    const before = received.length;
    expect(await testConnection(database.db, context, lead, connectionId)).toMatchObject({ arrived: false });
    expect(received).toHaveLength(before);
    await pause();
  });

  test('goes to no private host that the setting does not allow', async () => {
    const connectionId = await connect({ port: plain, security: 'none' });
    const tested = await testConnection(database.db, { ...context, allowPrivateHosts: [] }, lead, connectionId);
    expect(tested).toMatchObject({ arrived: false, said: expect.stringMatching(/not a public address/) });
    await pause();
  });
});

describe('the leadership page by mail', () => {
  test('goes once a month to each named person, with the page as PDF, and what one server refuses is kept', async () => {
    const connectionId = await connect({ port: plain, security: 'none', events: ['message.clock-breach'] });
    const schedule = {
      connectionId,
      recipients: ['cio@example.org', 'CIO@example.org', 'nobody@example.org'],
      dayOfMonth: 1,
      at: '07:30',
      timeZone: 'Europe/Berlin',
      withPdf: true,
    };
    await expect(
      setMailSchedule(database.db, await addPerson(database.db, 'M', 'it'), schedule, now()),
    ).rejects.toMatchObject({ code: 'not-permitted' });
    const set = await setMailSchedule(database.db, lead, schedule, '2026-11-26T08:00:00Z');
    expect(set.schedule).toMatchObject({
      recipients: ['cio@example.org', 'nobody@example.org'],
      next: '2026-12-01T06:30:00Z',
    });
    // Not for the month that was begun when it was set, not before its moment, and each month once.
    expect(await queueMonthlyMail(database.db, '2026-11-26T08:05:00Z')).toBe(0);
    expect(await queueMonthlyMail(database.db, '2026-12-01T06:29:00Z')).toBe(0);
    expect(await queueMonthlyMail(database.db, '2026-12-01T06:31:00Z')).toBe(2);
    expect(await queueMonthlyMail(database.db, '2026-12-01T06:36:00Z')).toBe(0);
    // A Baton that was down for weeks sends no page late.
    expect(await queueMonthlyMail(database.db, '2027-01-20T06:36:00Z')).toBe(0);
    await runDeliveries(database.db, context);
    const mail = received.at(-1);
    expect(mail?.to).toEqual(['cio@example.org']);
    expect(mail?.text).toMatch(/^Subject: .*Patch_management/m);
    expect(mail?.text).toContain('application/pdf');
    expect(mail?.text).toContain(Buffer.from('%PDF-1.7 a page').toString('base64'));
    const rows = await listed(connectionId);
    expect(rows.map(({ recipient, state }) => [recipient, state]).sort()).toEqual([
      ['cio@example.org', 'sent'],
      ['nobody@example.org', 'failed'],
    ]);
    expect(rows.find(({ state }) => state === 'failed')?.problem).toMatch(/does not take this message \(550\)/);
  });
});
