import { createServer, type Server } from 'node:http';
import { listCalendars, makeCalendar, readCalendar, revokeCalendar } from '@baton/contract/calendar.ts';
import { createClient } from '@baton/contract/client.ts';
import * as contract from '@baton/contract/connections.ts';
import * as mail from '@baton/contract/leadership-mail.ts';
import { listLog } from '@baton/contract/log.ts';
import { saveWindow } from '@baton/contract/maintenance-windows.ts';
import { createKey } from '@baton/contract/people.ts';
import { listRemediations } from '@baton/contract/remediations.ts';
import * as tracks from '@baton/contract/tracks.ts';
import { runDeliveries } from '@baton/services/deliveries/run-deliveries.ts';
import { followCells } from '@baton/services/relay/follow-cells.ts';
import { EXPAT_FIXES, keepCells, openCell } from '@baton/services/relay/testing/kept-cells.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendContext } from '../../outgoing-context.ts';
import { relayContext } from '../../relay-context.ts';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer({ arguments: ['--allow-private-hosts', '127.0.0.1'] });
const [fix = ''] = EXPAT_FIXES;
let brandt: TestPerson;
let osei: TestPerson;
let novak: TestPerson;
let viewer: TestPerson;
let remediationId = '';
let hook: Server;
let hookUrl = '';
const got: { readonly url: string; readonly body: string }[] = [];

beforeAll(async () => {
  hook = createServer(async (request, answer) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    got.push({ url: request.url ?? '', body: Buffer.concat(parts).toString('utf8') });
    answer.writeHead(request.url === '/broken' ? 500 : 200).end('taken');
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const at = hook.address();
  hookUrl = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
  brandt = await server.person({ team: 'it', role: 'lead', name: 'K. Brandt' });
  osei = await server.person({ team: 'infosec', role: 'lead', name: 'A. Osei' });
  novak = await server.person({ team: 'it', name: 'S. Novak' });
  viewer = await server.person({ team: 'infosec', role: 'viewer' });
  const { db } = server.database;
  await keepCells(db, fix, [openCell(crypto.randomUUID())]);
  await db.transaction().execute((trx) => followCells(trx, relayContext(db), [fix]));
  remediationId = (await novak.call(listRemediations, { query: {} })).rows[0]?.id ?? '';
});
afterAll(() => {
  hook.closeAllConnections();
  hook.close();
});

const send = () => runDeliveries(server.database.db, sendContext(server.server.context));
const webhook = (url: string) => ({ kind: 'webhook' as const, url, events: ['window.set'] });
const setWindow = (name: string) =>
  novak.call(saveWindow, {
    params: { name },
    body: { weekdays: [6], startsAt: '22:00', minutes: 120, timeZone: 'Europe/Berlin', everywhere: true },
  });

describe('connections by API', () => {
  test('a lead adds a webhook, whose secret is shown once and stands sealed', async () => {
    const body = { name: 'SIEM', settings: webhook(`${hookUrl}/siem`) };
    await expect(novak.call(contract.addConnection, { body })).rejects.toMatchObject({ status: 403 });
    const { connection, signingSecret } = await osei.call(contract.addConnection, { body });
    expect(signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await expect(brandt.call(contract.addConnection, { body: { ...body, name: 'siem' } })).rejects.toMatchObject({
      status: 409,
      where: 'body.name',
    });
    const params = { connectionId: connection.connectionId };
    expect(await brandt.call(contract.testConnection, { params })).toMatchObject({ arrived: true, said: '200 taken' });
    await setWindow('Saturday');
    await send();
    expect(JSON.parse(got.at(-1)?.body ?? '{}')).toMatchObject({
      type: 'window.set',
      data: { subject: { name: 'Saturday' }, actor: { name: 'S. Novak' } },
    });
    const { signingSecret: renewed } = await brandt.call(contract.renewSigningSecret, { params });
    expect(renewed).not.toBe(signingSecret);
    const everything = JSON.stringify([
      await viewer.call(contract.listConnections),
      await viewer.call(contract.listDeliveries, { query: {} }),
      (await viewer.call(listLog, { query: { pageSize: 500 } })).rows,
    ]);
    expect(everything).toContain('connection.secret-renewed');
    expect(everything).not.toContain('whsec_');
    for (const secret of [signingSecret ?? '', renewed]) expect(everything).not.toContain(secret.slice(6, 30));
  });

  test('what was given up is seen by all and sent again by whoever works, by key as well', async () => {
    const { connection } = await brandt.call(contract.addConnection, {
      body: { name: 'Broken', settings: webhook(`${hookUrl}/broken`) },
    });
    const { connectionId } = connection;
    const params = { connectionId };
    expect(await brandt.call(contract.testConnection, { params })).toMatchObject({
      arrived: false,
      said: expect.stringContaining('fault of its own (500)'),
    });
    const { rows } = await viewer.call(contract.listDeliveries, { query: { connectionId, state: 'failed' } });
    expect(rows).toMatchObject([{ event: 'connection.test', title: 'A test from Baton', connection: 'Broken' }]);
    const deliveryId = rows[0]?.deliveryId ?? '';
    await expect(viewer.call(contract.replayDeliveries, { body: { deliveryIds: [deliveryId] } })).rejects.toMatchObject(
      { status: 403 },
    );
    const { secret } = await novak.call(createKey, { body: { name: 'script', role: 'member' } });
    const key = createClient({ baseUrl: server.url, key: secret });
    await brandt.call(contract.changeConnection, {
      params,
      body: { name: 'Mended', settings: webhook(`${hookUrl}/mended`) },
    });
    expect(await key(contract.replayDeliveries, { body: { failedOf: connectionId } })).toEqual({ queued: 1 });
    await send();
    expect(got.at(-1)?.url).toBe('/mended');
    expect(await viewer.call(contract.getDelivery, { params: { deliveryId } })).toMatchObject({
      state: 'sent',
      tries: [{ arrived: false }, { arrived: true }],
    });
    await brandt.call(contract.removeConnection, { params });
    expect((await viewer.call(contract.listConnections)).rows.map(({ name }) => name)).toEqual(['SIEM']);
    expect(await key(contract.replayDeliveries, { body: { deliveryIds: [deliveryId] } })).toEqual({ queued: 0 });
  });

  test('settings that do not fit are refused with their place', async () => {
    const add = (settings: object) =>
      fetch(`${server.url}/api/connections`, {
        method: 'POST',
        headers: { cookie: osei.cookie, 'x-baton': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'x', settings }),
      }).then(async (answer) => [answer.status, JSON.parse(await answer.text()).error.where]);
    expect(await add({ kind: 'webhook', url: 'ftp://x', events: ['*'] })).toEqual([400, 'body.settings.url']);
    expect(await add({ kind: 'webhook', url: hookUrl, events: ['x; DROP TABLE'] })).toEqual([
      400,
      'body.settings.events.0',
    ]);
    expect(await add({ kind: 'pager', url: hookUrl })).toEqual([400, 'body.settings.kind']);
    expect(await add({ kind: 'slack', events: ['*'] })).toEqual([400, 'body.secret']);
  });
});

describe('tracks by API', () => {
  test('are opened by who works, with what is wrong told in the answer', async () => {
    const settings = {
      kind: 'jira',
      url: `${hookUrl}/jira`,
      deployment: 'data-center',
      user: null,
      project: 'OPS',
    } as const;
    const { connection } = await brandt.call(contract.addConnection, {
      body: { name: 'Jira', settings, secret: 'a-token' },
    });
    const params = { remediationId };
    const body = { connectionId: connection.connectionId };
    expect((await viewer.call(tracks.listTracks, { params })).offered).toMatchObject([{ name: 'Jira', kind: 'jira' }]);
    await expect(viewer.call(tracks.openTrack, { params, body })).rejects.toMatchObject({ status: 403 });
    // That is no Jira: it says "taken" to everything.
    const track = await novak.call(tracks.openTrack, { params, body });
    expect(track).toMatchObject({
      key: null,
      problem: expect.stringMatching(/does not answer POST .* as its API says/),
    });
    expect(await novak.call(tracks.syncTrack, { params: { trackId: track.trackId } })).toMatchObject({
      problem: track.problem,
    });
    await novak.call(tracks.endTrack, { params: { trackId: track.trackId } });
    expect((await viewer.call(tracks.listTracks, { params })).rows).toEqual([]);
    await expect(novak.call(tracks.endTrack, { params: { trackId: track.trackId } })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('calendars by API', () => {
  test('show windows and deadlines by a secret address, until it is revoked or its person leaves', async () => {
    const body = { name: 'Patching', windows: true, deadlines: 'both' } as const;
    const { feedId, address } = await viewer.call(makeCalendar, { body });
    const read = (of = address) => fetch(of);
    const answer = await read();
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = (await answer.text()).replaceAll('\r\n ', '');
    expect(text).toContain('SUMMARY:Maintenance window: Saturday');
    expect(text).toContain(`SUMMARY:${fix} is due`);
    expect(text).toContain(`URL:${server.url}/remediations/${remediationId}`);
    expect((await viewer.call(listCalendars)).rows).toMatchObject([{ feedId, reads: 1 }]);
    expect((await osei.call(listCalendars)).rows).toEqual([]);
    await expect(osei.call(revokeCalendar, { params: { feedId } })).rejects.toMatchObject({ status: 404 });
    expect((await read(`${server.url}${readCalendar.path.replace(':token', 'A'.repeat(43))}`)).status).toBe(410);
    for (let more = 0; more < 9; more += 1) await read();
    expect((await read()).status).toBe(429);
    await viewer.call(revokeCalendar, { params: { feedId } });
    expect((await read()).status).toBe(410);

    const second = await viewer.call(makeCalendar, { body: { ...body, windows: false } });
    expect(await (await read(second.address)).text()).not.toContain('Maintenance window');
    const at = new Date().toISOString();
    const { db } = server.database;
    await db.updateTable('person').set({ deactivated_at: at }).where('person_id', '=', viewer.actor.personId).execute();
    expect((await read(second.address)).status).toBe(410);
    await db
      .updateTable('person')
      .set({ deactivated_at: null })
      .where('person_id', '=', viewer.actor.personId)
      .execute();
  });
});

describe('the leadership page by mail, by API', () => {
  test('is set by a lead, with a mail server that is there', async () => {
    const schedule = { recipients: ['cio@example.org'], dayOfMonth: 3, at: '08:00', timeZone: 'Europe/Berlin' };
    const put = (who: TestPerson, more: object = {}) =>
      who.call(mail.setLeadershipMail, { body: { connectionId: crypto.randomUUID(), ...schedule, ...more } });
    await expect(put(osei)).rejects.toMatchObject({ status: 404, where: 'body.connectionId' });
    const settings = {
      kind: 'email',
      host: '127.0.0.1',
      port: 9,
      security: 'none',
      user: null,
      from: 'baton@example.org',
    } as const;
    const { connection } = await osei.call(contract.addConnection, { body: { name: 'Mail', settings } });
    const { connectionId } = connection;
    await expect(put(novak, { connectionId })).rejects.toMatchObject({ status: 403 });
    await expect(put(osei, { connectionId, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ status: 400 });
    expect((await put(osei, { connectionId })).schedule).toMatchObject({ connection: 'Mail', setBy: 'A. Osei' });
    expect(await brandt.call(mail.sendLeadershipMail)).toEqual({ queued: 1 });
    await send();
    const { rows } = await viewer.call(contract.listDeliveries, { query: { connectionId } });
    expect(rows[0]).toMatchObject({
      event: 'leadership.page',
      recipient: 'cio@example.org',
      state: 'waiting',
      problem: expect.stringContaining('cannot be reached'),
    });
    expect((await brandt.call(mail.stopLeadershipMail)).schedule).toBeNull();
    await expect(brandt.call(mail.sendLeadershipMail)).rejects.toMatchObject({ status: 404 });
  });
});
