import { getBoard, getBoardNumbers, getBoardTrend, getCoverage } from '@baton/contract/board.ts';
import { getBoardDiff } from '@baton/contract/board-diff.ts';
import { getCell, getCellHistory, listCells } from '@baton/contract/cells.ts';
import { getDevice, listDevices } from '@baton/contract/devices.ts';
import { listDisagreements } from '@baton/contract/disagreements.ts';
import { createImport } from '@baton/contract/imports.ts';
import { listLog } from '@baton/contract/log.ts';
import {
  changeDeviceAttributes,
  changeManyAttributes,
  listScopes,
  previewManyAttributes,
} from '@baton/contract/scope.ts';
import { hoursAgo, nessusScan } from '@baton/services/evidence/testing/sample-reports.ts';
import { beforeAll, expect, test } from 'vitest';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';
import { waitForImport } from '../../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });
let it: TestPerson;
let infosec: TestPerson;

/** An export with the columns that scopes are made of. */
const exported = (site: (n: number) => string) =>
  [
    'Computer,Serial Number,KB,Status,Installed On,Last Seen,OS,Location,Tags,Department,Criticality',
    ...[1, 2, 3, 4].map((n) =>
      [
        `SCO-${n}`,
        `S${n}`,
        'KB5044273',
        n === 4 ? 'Missing' : 'Installed',
        hoursAgo(40),
        hoursAgo(1),
        'Windows 10 22H2',
        site(n),
        n < 3 ? 'dmz; web' : '',
        'Finance',
        n === 1 ? 'High' : 'Low',
      ].join(','),
    ),
    '',
  ].join('\n');

beforeAll(async () => {
  it = await server.person({ team: 'it' });
  infosec = await server.person({ team: 'infosec' });
  await deliver(
    it,
    'pdq.csv',
    exported((n) => (n < 3 ? 'Berlin' : 'Bonn')),
    'it',
  );
  const from = Math.floor(Date.now() / 1000) - 3600;
  const hosts = [1, 2, 3].map((n) => ({ name: `SCO-${n}`, from }));
  await deliver(infosec, 'weekly.nessus', nessusScan(hosts), 'infosec');
}, 60_000);

async function deliver(person: TestPerson, fileName: string, text: string, team: 'it' | 'infosec'): Promise<void> {
  const { importId } = await person.call(createImport, { query: { fileName, team, source: fileName }, file: text });
  await waitForImport(person.call, importId);
}

const idOf = async (name: string) =>
  (await it.call(listDevices, { query: { search: name } })).rows[0]?.deviceId ?? expect.fail(`no ${name}`);

test('what an export tells of devices makes scopes, and every number follows the scope', async () => {
  const { kinds } = await it.call(listScopes, {});
  expect(kinds.find(({ kind }) => kind === 'site')?.values).toEqual([
    { value: 'Berlin', devices: 2 },
    { value: 'Bonn', devices: 2 },
  ]);
  expect(kinds.find(({ kind }) => kind === 'tag')?.values).toEqual([
    { value: 'dmz', devices: 2 },
    { value: 'web', devices: 2 },
  ]);
  const whole = await it.call(getBoard, {});
  const berlin = await it.call(getBoard, { query: { scope: 'site:Berlin' } });
  const bonn = await it.call(getBoard, { query: { scope: 'site:Bonn' } });
  expect(berlin.agreed.denominator + bonn.agreed.denominator).toBe(whole.agreed.denominator);
  expect(berlin.it).toEqual({ numerator: 2, denominator: 2 });
  expect(bonn.it).toEqual({ numerator: 1, denominator: 2 });
  expect((await it.call(getBoard, { query: { scope: 'site:Bonn;criticality:High' } })).agreed.denominator).toBe(0);
  expect((await it.call(listCells, { query: { scope: 'tag:dmz' } })).total).toBe(2);
  expect((await it.call(listDevices, { query: { scope: 'tag:dmz' } })).total).toBe(2);
  expect((await it.call(listDisagreements, { query: { scope: 'site:Berlin' } })).required).toBe(2);
  const numbers = await it.call(getBoardNumbers, { query: { scope: 'site:Berlin' } });
  expect(numbers.devices.it).toEqual({ numerator: 2, denominator: 2 });
  expect(numbers.fixes.agreed.denominator).toBe(1);
});

test('a scope that cannot be read is refused with what was wrong', async () => {
  await expect(it.call(getBoard, { query: { scope: 'city:Berlin' } })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('city:Berlin'),
    where: 'query.scope',
  });
  await expect(it.call(getBoard, { query: { day: '2999-01-01' } })).rejects.toMatchObject({ where: 'query.day' });
});

test('IT says where a device is, InfoSec may say how critical it is, and both stand in the log', async () => {
  const deviceId = await idOf('SCO-3');
  const params = { deviceId };
  const { attributes } = await it.call(changeDeviceAttributes, {
    params,
    body: { set: [{ kind: 'tag', value: 'lab' }] },
  });
  expect(attributes).toContainEqual(expect.objectContaining({ kind: 'tag', value: 'lab', toldBy: it.actor.name }));
  await expect(
    infosec.call(changeDeviceAttributes, { params, body: { set: [{ kind: 'site', value: 'Here' }] } }),
  ).rejects.toMatchObject({ status: 403 });
  const changed = await infosec.call(changeDeviceAttributes, {
    params,
    body: { set: [{ kind: 'criticality', value: 'Critical' }] },
  });
  expect(changed.attributes.filter(({ kind }) => kind === 'criticality')).toEqual([
    expect.objectContaining({ value: 'Critical', toldBy: infosec.actor.name }),
  ]);
  const log = await it.call(listLog, { query: { action: 'device.described' } });
  expect(log.rows.map(({ actor }) => actor.name)).toEqual([infosec.actor.name, it.actor.name]);
  expect((await it.call(getDevice, { params })).attributes).toEqual(changed.attributes);
});

test('many devices at once are previewed first, and names that are none are told', async () => {
  const body = {
    devices: { names: ['sco-1', 'SCO-4', 'NOBODY'] },
    set: [{ kind: 'site' as const, value: 'Hamburg' }],
    remove: [],
  };
  const preview = await it.call(previewManyAttributes, { body });
  expect(preview).toEqual({
    devices: 2,
    changed: 2,
    changes: expect.arrayContaining([
      { kind: 'site', from: 'Berlin', to: 'Hamburg', devices: 1 },
      { kind: 'site', from: 'Bonn', to: 'Hamburg', devices: 1 },
    ]),
    unknown: ['NOBODY'],
    ambiguous: [],
  });
  expect((await it.call(listDevices, { query: { scope: 'site:Hamburg' } })).total).toBe(0);
  expect(await it.call(changeManyAttributes, { body })).toEqual(preview);
  expect((await it.call(getBoard, { query: { scope: 'site:Hamburg' } })).agreed.denominator).toBe(2);
  const back = { devices: { scope: 'site:Hamburg' }, set: [], remove: [{ kind: 'site' as const }] };
  expect((await it.call(changeManyAttributes, { body: back })).changed).toBe(2);
  expect((await it.call(listDevices, { query: { scope: 'site:Hamburg' } })).total).toBe(0);
});

test('a later export moves what exports told, and leaves what people said', async () => {
  const deviceId = await idOf('SCO-2');
  await it.call(changeDeviceAttributes, {
    params: { deviceId: await idOf('SCO-3') },
    body: { set: [{ kind: 'site', value: 'Said' }] },
  });
  await deliver(
    it,
    'pdq.csv',
    exported(() => 'Munich'),
    'it',
  );
  const site = async (id: string) =>
    (await it.call(getDevice, { params: { deviceId: id } })).attributes.find(({ kind }) => kind === 'site');
  expect(await site(deviceId)).toMatchObject({ value: 'Munich', toldBy: 'pdq.csv' });
  expect(await site(await idOf('SCO-3'))).toMatchObject({ value: 'Said' });
});

test('who has not looked is told by team and source', async () => {
  const coverage = await it.call(getCoverage, {});
  const never = coverage.teams
    .find(({ team }) => team === 'infosec')
    ?.looks.find(({ lastLook }) => lastLook === 'never');
  expect(never?.devices).toBe(1);
  expect(coverage.sources.map(({ name, devices }) => [name, devices])).toEqual(
    expect.arrayContaining([
      ['pdq.csv', 4],
      ['weekly.nessus', 3],
    ]),
  );
  const query = { notSeenBy: 'infosec' as const, notSeenSince: new Date().toISOString() };
  expect((await it.call(listDevices, { query })).total).toBe(4);
  expect((await it.call(listDevices, { query: { ...query, notSeenSince: '2020-01-01T00:00:00Z' } })).total).toBe(1);
});

test('a cell has its moves with the delivery that moved it, and the day before there was nothing', async () => {
  const params = { deviceId: await idOf('SCO-1'), fix: 'KB5044273' };
  const { moves } = await it.call(getCellHistory, { params });
  const cell = await it.call(getCell, { params });
  expect(moves[0]?.after?.verdict).toBe(cell.verdict);
  expect(moves.at(-1)).toMatchObject({ before: null, reason: 'report', report: { fileName: 'pdq.csv', team: 'it' } });
  const day = Temporal.Now.plainDateISO('UTC').subtract({ days: 1 }).toString();
  expect((await it.call(getBoard, { query: { day } })).agreed.denominator).toBe(0);
  const diff = await it.call(getBoardDiff, { query: { from: day } });
  const { agreed } = await it.call(getBoard, {});
  expect(diff.difference.required).toBe(agreed.denominator);
  expect(diff.groups.reduce((sum, group) => sum + group.adds.proven, 0)).toBe(agreed.numerator);
  expect((await it.call(getBoardTrend, {})).days.at(-1)?.agreed).toEqual(agreed);
});

test('cells and bridge come as CSV, to whoever may see the board', async () => {
  const read = (path: string) => fetch(server.url + path, { headers: { cookie: it.cookie } });
  const cells = await read('/api/cells/export?scope=tag:dmz');
  expect(cells.headers.get('content-type')).toContain('text/csv');
  expect((await cells.text()).trimEnd().split('\r\n')).toHaveLength(3);
  expect(await (await read('/api/board/bridge.csv')).text()).toMatch(/^step,part,cause/);
  expect((await read('/api/cells/export?day=2999-01-01')).status).toBe(400);
});
