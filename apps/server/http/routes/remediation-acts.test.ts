import { randomUUID } from 'node:crypto';
import { listCells } from '@baton/contract/cells.ts';
import { createClient } from '@baton/contract/client.ts';
import { listNotifications } from '@baton/contract/notifications.ts';
import { createKey } from '@baton/contract/people.ts';
import * as acts from '@baton/contract/remediation-acts.ts';
import * as moves from '@baton/contract/remediation-moves.ts';
import * as contract from '@baton/contract/remediations.ts';
import { actInBulk, previewBulk } from '@baton/contract/remediations-in-bulk.ts';
import { followCells } from '@baton/services/relay/follow-cells.ts';
import { EXPAT_FIXES, keepCells, openCell } from '@baton/services/relay/testing/kept-cells.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { relayContext } from '../../relay-context.ts';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();
let novak: TestPerson;
let sato: TestPerson;
let osei: TestPerson;
let viewer: TestPerson;
let fixes = 0;
let fix = '';
let id = '';
let devices: string[] = [];

beforeAll(async () => {
  novak = await server.person({ team: 'it', name: 'S. Novak' });
  sato = await server.person({ team: 'infosec', name: 'M. Sato' });
  osei = await server.person({ team: 'infosec', role: 'lead', name: 'A. Osei' });
  viewer = await server.person({ team: 'infosec', role: 'viewer', name: 'V. Iewer' });
});

beforeEach(async () => {
  id = await open(3);
});

async function open(count: number): Promise<string> {
  const { db } = server.database;
  fix = EXPAT_FIXES[fixes] ?? '';
  fixes += 1;
  devices = Array.from({ length: count }, () => randomUUID());
  await keepCells(db, fix, devices.map(openCell));
  await db.transaction().execute((trx) => followCells(trx, relayContext(db), [fix]));
  const { rows } = await sato.call(contract.listRemediations, { query: { search: fix } });
  return rows.find((row) => row.fix === fix)?.id ?? '';
}

const params = () => ({ remediationId: id });
const detail = (person = sato) => person.call(contract.getRemediation, { params: params() });
const version = async () => (await detail()).version;
const note = 'as agreed';

async function handOver(person: TestPerson, more: object = {}): Promise<void> {
  await person.call(moves.handOver, { params: params(), body: { version: await version(), note, ...more } });
}

describe('a file', () => {
  const attach = (fileName: string, file: string | Uint8Array<ArrayBuffer>, person = sato) =>
    person.call(acts.attachFile, { params: params(), query: { fileName }, file });

  test('is kept, stands in the timeline, and comes back only to be saved', async () => {
    const words = '<script>alert(document.cookie)</script>';
    const { attachmentId } = await attach('../Notizen für „WKS“.txt', words);
    const answer = await fetch(`${server.url}/api/attachments/${attachmentId}`, { headers: { cookie: sato.cookie } });
    expect(await answer.text()).toBe(words);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="Notizen f_r _WKS_.txt"; filename*=UTF-8''${encodeURIComponent('Notizen für „WKS“.txt')}`,
    );
    const { rows } = await novak.call(acts.readTimeline, { params: params(), query: {} });
    expect(rows[0]).toMatchObject({
      sentence: 'M. Sato attached Notizen für „WKS“.txt',
      attachment: { id: attachmentId },
    });
  });

  test('is refused where its name and its bytes do not agree, where it is too large, and to viewers', async () => {
    await expect(attach('page.html', '<p>')).rejects.toMatchObject({ status: 400, where: 'query.fileName' });
    await expect(attach('picture.png', '<svg onload="x">')).rejects.toMatchObject({ status: 400 });
    await expect(attach('empty.txt', '')).rejects.toMatchObject({ status: 400 });
    const large = new Uint8Array(10 * 1024 * 1024 + 1).fill(97);
    await expect(attach('large.txt', large)).rejects.toMatchObject({ status: 413, code: 'too-large' });
    await expect(attach('a.txt', 'a', viewer)).rejects.toMatchObject({ status: 403 });
    expect((await detail()).activity.rows.map(({ act }) => act)).not.toContain('attach');
  });

  test('is read by nobody who is not signed in', async () => {
    const { attachmentId } = await attach('a.txt', 'a');
    expect((await fetch(`${server.url}/api/attachments/${attachmentId}`)).status).toBe(401);
  });
});

describe('many at once', () => {
  test('are previewed by the rules of the act, and what has moved meanwhile is named and left out', async () => {
    const first = id;
    const firstFix = fix;
    const second = await open(2);
    const ids = [first, second];
    const preview = await sato.call(previewBulk, { body: { act: 'hand-over', selection: { ids } } });
    expect(preview).toMatchObject({
      matching: 2,
      open: 2,
      cells: 5,
      to: [{ place: 'accept', team: 'it', remediations: 2 }],
    });
    const forIt = await novak.call(previewBulk, { body: { act: 'hand-over', selection: { ids } } });
    expect(forIt).toMatchObject({ open: 0, cells: 0, to: [] });
    expect(forIt.items[0]?.why).toMatch(/To prioritise is for/);

    id = first;
    await sato.call(moves.commentOnRemediation, { params: params(), body: { note } });
    const items = preview.items.map(({ remediationId, version: seen }) => ({ remediationId, version: seen }));
    const done = await sato.call(actInBulk, { body: { act: 'hand-over', items, note } });
    expect(done).toMatchObject({ done: 1, refused: [{ fix: firstFix, why: expect.stringMatching(/moved on since/) }] });
    id = second;
    expect(await detail()).toMatchObject({ place: 'accept' });
  });

  test('that match a filter come in the order in which they are to be taken up, and need their words', async () => {
    const selection = { filter: { search: fix } };
    const preview = await sato.call(previewBulk, { body: { act: 'assign', selection } });
    expect(preview).toMatchObject({ matching: 1, open: 1 });
    const items = preview.items.map(({ remediationId, version: seen }) => ({ remediationId, version: seen }));
    const give = { act: 'assign', items } as const;
    await expect(sato.call(actInBulk, { body: give })).rejects.toMatchObject({ where: 'body.personId' });
    await expect(sato.call(actInBulk, { body: { act: 'reject', items } })).rejects.toMatchObject({
      where: 'body.note',
    });
    expect(await sato.call(actInBulk, { body: { ...give, personId: osei.actor.personId } })).toMatchObject({ done: 1 });
    const mine = await osei.call(contract.listRemediations, { query: { mine: 'true', search: fix } });
    expect(mine.total).toBe(1);
    const messages = await osei.call(listNotifications, { query: {} });
    expect(messages.rows[0]).toMatchObject({ kind: 'assignment', path: `/remediations/${id}` });
  });
});

describe('the queue', () => {
  test('takes emergencies first, then what is overdue, then what proves most', async () => {
    const small = await open(1);
    const large = await open(5);
    const late = await open(1);
    const emergency = await open(1);
    id = emergency;
    await osei.call(acts.declareEmergency, { params: params(), body: { version: await version(), note } });
    const { db } = server.database;
    await db
      .updateTable('remediation')
      .set({ due_at: '2020-01-01T00:00:00Z' })
      .where('remediation_id', '=', late)
      .execute();
    const { rows } = await sato.call(contract.listRemediations, { query: { sort: 'next', pageSize: 500 } });
    const order = rows.map((row) => row.id).filter((one) => [small, large, late, emergency].includes(one));
    expect(order).toEqual([emergency, late, large, small]);
    const only = await sato.call(contract.listRemediations, { query: { emergency: 'true' } });
    expect(only.rows.map((row) => row.id)).toContain(emergency);
    expect(only.rows.every((row) => row.emergency)).toBe(true);
  });
});

describe('devices that go another way', () => {
  test('are in the one remediation and not in the other, in lists and in cells', async () => {
    const [device = ''] = devices;
    const body = { version: await version(), note, deviceIds: [device] };
    const { splitId } = await sato.call(acts.splitRemediation, { params: params(), body });
    const cellsOf = (remediation: string) => sato.call(listCells, { query: { remediation } });
    expect((await cellsOf(splitId)).rows.map((row) => row.deviceId)).toEqual([device]);
    expect(await cellsOf(id)).toMatchObject({ total: 2, byVerdict: { open: 2 } });
    const siblings = (await detail()).work.siblings;
    expect(siblings).toMatchObject([{ id: splitId, devices: 1, isSplit: true, place: 'prioritise' }]);
    const merge = { version: await version(), note, otherId: splitId };
    await sato.call(acts.mergeRemediations, { params: params(), body: merge });
    expect(await cellsOf(id)).toMatchObject({ total: 3 });
    const merged = await sato.call(contract.getRemediation, { params: { remediationId: splitId } });
    expect(merged).toMatchObject({ closedAs: 'merged', agreed: { denominator: 0 } });
    expect(merged.panel.acts.filter(({ open: isOpen }) => isOpen)).toEqual([]);
  });
});

describe('what a page offers', () => {
  test('is the test for IT to write and for InfoSec to read', async () => {
    await handOver(sato);
    await handOver(novak);
    const [device = ''] = devices;
    const plan = { version: await version(), plan: 'the usual', passes: 'it starts', deviceIds: [device] };
    await novak.call(acts.planTest, { params: params(), body: plan });
    const forInfosec = (await detail(sato)).work;
    expect(forInfosec.test).toMatchObject({ plan: { words: 'the usual', by: 'S. Novak' }, left: 1, signedOff: null });
    expect(forInfosec.stays.find(({ act }) => act === 'plan-test')?.why).toBe('IT does this.');
    expect((await detail(novak)).work.stays.find(({ act }) => act === 'plan-test')?.why).toBeNull();
    const result = { version: await version(), deviceIds: [device], result: 'good' as const };
    await novak.call(acts.noteTestResult, { params: params(), body: result });
    await handOver(novak);
    expect((await detail(sato)).work.test?.signedOff).toMatchObject({ by: 'S. Novak' });
  });

  test('is answers to a rejection, in the words of its reason', async () => {
    await handOver(sato);
    const body = { version: await version(), note, reason: 'duplicate' as const };
    await expect(novak.call(moves.rejectRemediation, { params: params(), body })).rejects.toMatchObject({
      where: 'body.duplicateOf',
    });
    const other = id;
    id = await open(1);
    await handOver(sato);
    const named = { version: await version(), note, reason: 'duplicate' as const, duplicateOf: other };
    await novak.call(moves.rejectRemediation, { params: params(), body: named });
    const { panel } = await detail(sato);
    expect(panel.acts.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Agree: duplicate', 'Not a duplicate']),
    );
    expect(panel.remarks[0]).toMatch(/^IT says: another remediation does it \(expat /);
    const back = { version: await version(), note };
    await sato.call(moves.handBack, { params: params(), body: back });
    expect((await detail()).activity.rows[0]?.sentence).toBe('M. Sato refused the rejection: not a duplicate');
  });
});

describe('keys', () => {
  test('say that a part is done, and give nothing away, split nothing and approve nothing', async () => {
    const { secret } = await novak.call(createKey, { body: { name: 'tool', role: 'member' } });
    const byKey = createClient({ baseUrl: server.url, key: secret });
    await handOver(sato);
    await handOver(novak);
    const parts = [{ kind: 'reboot' as const, words: 'restart' }];
    await novak.call(acts.setParts, { params: params(), body: { version: await version(), parts } });
    const body = { version: await version(), part: 'reboot-1' };
    await byKey(acts.notePart, { params: params(), body });
    expect((await detail()).work.parts).toMatchObject([{ id: 'reboot-1', done: { numerator: 3, denominator: 3 } }]);
    const seen = await version();
    const refused = [
      byKey(acts.assignRemediation, { params: params(), body: { version: seen, personId: null } }),
      byKey(acts.splitRemediation, { params: params(), body: { version: seen, note, deviceIds: devices.slice(0, 1) } }),
      byKey(acts.declareEmergency, { params: params(), body: { version: seen, note } }),
      byKey(acts.planTest, { params: params(), body: { version: seen, plan: 'x', passes: 'x', deviceIds: devices } }),
    ];
    await Promise.all(refused.map((call) => expect(call).rejects.toMatchObject({ status: 403 })));
  });

  test('of InfoSec verify nothing by hand', async () => {
    const { secret } = await sato.call(createKey, { body: { name: 'scanner', role: 'member' } });
    const byKey = createClient({ baseUrl: server.url, key: secret });
    const body = { version: await version(), note, deviceIds: devices };
    await expect(byKey(acts.verifyDevices, { params: params(), body })).rejects.toMatchObject({ status: 403 });
  });
});
