import { checkCells, getBoard } from '@baton/contract/board.ts';
import {
  getCauseLevels,
  listCauseLevelVersions,
  previewCauseLevels,
  setCauseLevels,
} from '@baton/contract/cause-levels.ts';
import { getCellWork } from '@baton/contract/cell-work.ts';
import { type Client, createClient } from '@baton/contract/client.ts';
import {
  getDeviceRequest,
  getScanLists,
  makeScanLists,
  requestOnDevices,
  withdrawDeviceRequest,
} from '@baton/contract/device-requests.ts';
import { type AskedSelection, assignCells, openRemediations, previewWork } from '@baton/contract/disagreement-acts.ts';
import * as contract from '@baton/contract/disagreements.ts';
import { createImport } from '@baton/contract/imports.ts';
import { listLog, verifyLog } from '@baton/contract/log.ts';
import { createKey } from '@baton/contract/people.ts';
import { answerQuestion, askQuestion, listQuestions } from '@baton/contract/questions.ts';
import {
  hoursAgo,
  nessusScan,
  type PatchRow,
  patchCsv,
  type ScannedHost,
} from '@baton/services/evidence/testing/sample-reports.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';
import { waitForImport } from '../../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });

let novak: TestPerson;
let brandt: TestPerson;
let sato: TestPerson;
let lead: TestPerson;
let viewer: TestPerson;

const KB = 'KB5044273';
const NOW = Math.floor(Date.now() / 1000);
const hours = (count: number) => NOW - count * 3600;

/** Three devices scanned before the install, one restarted never since, one that InfoSec does not know, one that is proven. */
const ROWS: readonly PatchRow[] = [
  ...['WKS-1', 'WKS-2', 'WKS-3'].map((computer) => ({
    computer,
    kb: KB,
    status: 'Installed',
    installedOn: hoursAgo(31),
  })),
  {
    computer: 'WKS-4',
    kb: KB,
    status: 'Installed',
    installedOn: hoursAgo(20),
    lastBoot: hoursAgo(40),
    rebootPending: 'Yes',
  },
  { computer: 'WKS-5', kb: KB, status: 'Installed', installedOn: hoursAgo(31) },
  { computer: 'WKS-6', kb: KB, status: 'Installed', installedOn: hoursAgo(31) },
];
const finding = { plugin: '208284', kb: KB };
const HOSTS: readonly ScannedHost[] = [
  ...['WKS-1', 'WKS-2', 'WKS-3'].map((name) => ({ name, from: hours(60), findings: [finding] })),
  { name: 'WKS-4', from: hours(10) },
  { name: 'WKS-6', from: hours(10) },
];

async function deliver(call: Client, team: 'it' | 'infosec', fileName: string, text: string) {
  const query = { fileName, team, ...(team === 'it' ? { source: 'PDQ' } : {}) };
  return waitForImport(call, (await call(createImport, { query, file: text })).importId);
}

const staleOnly = { filter: { cause: 'stale-scan' } } as const;
const queue = async (by: contract.GroupBy, call = sato.call) => call(contract.listDisagreements, { query: { by } });
const cellsOf = async (filter: contract.AskedFilter, call = sato.call) =>
  (await call(contract.listWorkCells, { query: filter })).rows;

beforeAll(async () => {
  novak = await server.person({ team: 'it', name: 'S. Novak' });
  brandt = await server.person({ team: 'it', name: 'K. Brandt', role: 'lead' });
  sato = await server.person({ team: 'infosec', name: 'M. Sato' });
  lead = await server.person({ team: 'infosec', name: 'R. Lind', role: 'lead' });
  viewer = await server.person({ team: 'infosec', role: 'viewer' });
  await deliver(novak.call, 'it', 'export.csv', patchCsv(ROWS));
  await deliver(sato.call, 'infosec', 'scan.nessus', nessusScan(HOSTS));
});

describe('the queue', () => {
  test('by cause: the largest first, unexplained always there and last, with clocks', async () => {
    const { groups, cells, required, overdue, unexplained } = await queue('cause');
    expect(groups.map(({ key, owner, cells: some, devices }) => [key, owner, some, devices])).toEqual([
      ['stale-scan', 'infosec', 3, 3],
      ['not-in-infosec-scope', 'infosec', 1, 1],
      ['pending-reboot', 'it', 1, 1],
      ['unexplained', 'both', 0, 0],
    ]);
    expect({ cells, required, overdue, unexplained }).toEqual({ cells: 5, required: 6, overdue: 0, unexplained: 0 });
    const [stale] = groups;
    const due = Date.parse(stale?.oldest?.dueAt ?? '') - Date.parse(stale?.oldest?.since ?? '');
    expect(due).toBe(72 * 3_600_000);
  });

  test('by every other grouping has the same cells', async () => {
    const byOwner = await queue('owner');
    expect(byOwner.groups.map(({ key, cells }) => [key, cells])).toEqual([
      ['infosec', 4],
      ['it', 1],
    ]);
    const byFix = await queue('fix');
    expect(byFix.groups).toMatchObject([{ key: KB, cells: 5, devices: 5, owner: 'both' }]);
    const byCheck = await queue('check');
    expect(byCheck.groups).toMatchObject([{ key: '208284', cells: 5, note: KB }]);
    const byDevice = await queue('device');
    expect(byDevice.total).toBe(5);
    expect(byDevice.groups.map(({ label, cells }) => `${label} ${cells}`).sort()).toEqual([
      'WKS-1 1',
      'WKS-2 1',
      'WKS-3 1',
      'WKS-4 1',
      'WKS-5 1',
    ]);
    const byPerson = await queue('person');
    expect(byPerson.groups).toMatchObject([{ key: 'nobody', cells: 5 }]);
    const byGain = await queue('gain');
    expect(byGain.groups[0]).toMatchObject({ key: 'stale-scan', label: 'Scan 3 devices patched since', alone: 3 });
  });

  test('lists cells in the order of their clocks, and what is overdue moves with the times that leads set', async () => {
    const rows = await cellsOf({});
    expect(rows.map(({ cause }) => cause)).toEqual([
      'pending-reboot',
      'stale-scan',
      'stale-scan',
      'stale-scan',
      'not-in-infosec-scope',
    ]);
    expect(rows[0]?.clock).toMatchObject({ hours: 48 });
    for (const filter of [{ fix: KB }, { check: '208284' }, { person: 'nobody' }] as const) {
      expect((await cellsOf(filter)).map(({ device }) => device)).toEqual(rows.map(({ device }) => device));
    }
    const [first] = rows;
    expect(await cellsOf({ device: first?.deviceId })).toHaveLength(1);
    expect(await cellsOf({ fix: 'KB1' })).toEqual([]);
    // Two days go by, and with them the minute for which the queue was remembered.
    await sql`UPDATE cell_group SET since = since - interval '49 hours'`.execute(server.database.db);
    await sql`UPDATE cell_hour SET hour = hour - 49`.execute(server.database.db);
    await sql`UPDATE board_total SET version = version + 1`.execute(server.database.db);
    expect(await queue('cause')).toMatchObject({ overdue: 1, atRisk: 0 });
    const over = await sato.call(contract.listWorkCells, { query: { clock: 'over' } });
    expect(over).toMatchObject({ total: 1, rows: [{ cause: 'pending-reboot' }] });
    const change = { hours: { 'stale-scan': 50 } };
    expect(await sato.call(previewCauseLevels, { body: change })).toMatchObject({
      changes: [{ cause: 'stale-scan', from: 72, to: 50, overdueNow: 0, overdueThen: 0 }],
    });
    expect((await queue('cause')).atRisk).toBe(0);
    await lead.call(setCauseLevels, { body: { version: 0, ...change, note: 'We scan every second day.' } });
    expect(await queue('cause')).toMatchObject({ overdue: 1, atRisk: 3 });
    expect((await queue('device')).groups.filter(({ atRisk }) => atRisk === 1)).toHaveLength(3);
    expect((await queue('fix')).groups).toMatchObject([{ overdue: 1, atRisk: 3 }]);
  });

  test('its counts of what waits since when are those of the cells', async () => {
    expect(await sato.call(checkCells)).toMatchObject({ differingTotals: [], differingDevices: [] });
    await sql`UPDATE cell_hour SET cells = cells + 1`.execute(server.database.db);
    expect((await sato.call(checkCells)).differingTotals.join()).toMatch(/waiting is kept as/);
    await sql`UPDATE cell_hour SET cells = cells - 1`.execute(server.database.db);
  });
});

describe('the times of causes', () => {
  test('are set by leads, as a new version of what was seen, for causes that there are', async () => {
    const body = { version: 1, hours: { 'stale-scan': 48 }, note: 'shorter' };
    await expect(sato.call(setCauseLevels, { body })).rejects.toThrow(/for a lead of IT or InfoSec/);
    await expect(lead.call(setCauseLevels, { body: { ...body, version: 0 } })).rejects.toThrow(/version 1 holds/);
    await expect(lead.call(setCauseLevels, { body: { ...body, hours: { moon: 4 } } })).rejects.toThrow(/no cause moon/);
    await expect(lead.call(setCauseLevels, { body: { ...body, hours: { 'stale-scan': 50 } } })).rejects.toThrow(
      /hold already/,
    );
    const { version, levels } = await brandt.call(setCauseLevels, {
      body: { version: 1, hours: { 'stale-scan': 72 }, note: 'back' },
    });
    expect(version).toBe(2);
    expect(levels.find(({ cause }) => cause === 'stale-scan')).toMatchObject({ hours: 72, shipped: 72, cells: 3 });
    const { rows } = await sato.call(listCauseLevelVersions);
    expect(rows.map((row) => [row.version, row.note, row.hours['stale-scan']])).toEqual([
      [2, 'back', 72],
      [1, 'We scan every second day.', 50],
      [0, null, undefined],
    ]);
    expect((await sato.call(getCauseLevels)).setBy).toBe('K. Brandt');
  });
});

describe('before an act', () => {
  test('it is told how many cells, what changes, what the number gains at most, and what is left out', async () => {
    const seen = await sato.call(previewWork, { body: { act: 'rescan', selection: { filter: {} } } });
    expect(seen).toMatchObject({
      cells: 4,
      devices: 4,
      alone: 4,
      agreed: { numerator: 1, denominator: 6 },
      atMost: { numerator: 5, denominator: 6 },
      leftOut: [{ cells: 1, why: 'IT moves next: no scan settles these yet' }],
      closed: null,
    });
    expect(seen.changes[0]).toBe('InfoSec is asked to look again with 1 checks.');
    const closed = await viewer.call(previewWork, { body: { act: 'rescan', selection: staleOnly } });
    expect(closed.closed).toMatch(/^To request a rescan or a restart is for a lead or member/);
    const nothing = await sato.call(previewWork, { body: { act: 'reboot', selection: staleOnly } });
    expect(nothing).toMatchObject({ cells: 0, closed: 'No cell is left to do this with.', leftOut: [{ cells: 3 }] });
  });
});

describe('assigning', () => {
  const assign = (person: TestPerson, to: TestPerson | null, selection: AskedSelection) =>
    person.call(assignCells, { body: { selection, personId: to?.actor.personId ?? null } });

  test('goes to people of the team that moves next, by that team', async () => {
    expect(await assign(sato, sato, staleOnly)).toEqual({ cells: 3, devices: 3, workId: null });
    await expect(assign(novak, novak, staleOnly)).rejects.toThrow(/InfoSec moves next/);
    await expect(assign(sato, novak, staleOnly)).rejects.toThrow(/for a lead or member of IT/);
    await expect(assign(sato, viewer, staleOnly)).rejects.toThrow(/only views/);
    await expect(assign(viewer, sato, staleOnly)).rejects.toThrow(/for a lead or member of InfoSec/);
    expect(await assign(novak, brandt, { filter: {} })).toEqual({ cells: 1, devices: 1, workId: null });
    const { groups } = await queue('person');
    expect(groups.map(({ label, cells }) => [label, cells])).toEqual([
      ['M. Sato', 3],
      ['K. Brandt', 1],
      ['Nobody yet', 1],
    ]);
    expect(await cellsOf({ person: sato.actor.personId })).toHaveLength(3);
    const left = await sato.call(contract.listWorkCells, { query: { person: 'nobody' } });
    expect(left).toMatchObject({ total: 1, rows: [{ cause: 'not-in-infosec-scope', assignee: null }] });
  });

  test('can be taken back, and a key does not assign', async () => {
    const [cell] = await cellsOf({ person: sato.actor.personId });
    const one = { cells: [{ deviceId: cell?.deviceId ?? '', fix: KB }] };
    expect(await assign(lead, null, one)).toEqual({ cells: 1, devices: 1, workId: null });
    expect(await cellsOf({ person: sato.actor.personId })).toHaveLength(2);
    const key = await keyOf(sato);
    await expect(key(assignCells, { body: { selection: one, personId: sato.actor.personId } })).rejects.toThrow(
      /for a lead or member/,
    );
  });
});

async function keyOf(person: TestPerson): Promise<Client> {
  const { secret } = await person.call(createKey, { body: { name: 'script', role: 'member', expiresInDays: 1 } });
  return createClient({ baseUrl: server.url, key: secret });
}

describe('questions', () => {
  test('wait for the asked team, are answered there by its people or keys, and open again', async () => {
    const asked = await sato.call(askQuestion, {
      body: { selection: { filter: { cause: 'pending-reboot' } }, text: 'When does WKS-4 restart?' },
    });
    expect(asked).toMatchObject({
      askedTeam: 'it',
      waitsFor: 'it',
      cells: 1,
      cause: 'pending-reboot',
      kind: 'question',
    });
    expect((await queue('cause')).questions).toEqual({ it: 1, infosec: 0 });
    const params = { questionId: asked.id };
    await expect(viewer.call(answerQuestion, { params, body: { text: 'Tonight.' } })).rejects.toThrow(
      /for a lead or member/,
    );
    const key = await keyOf(novak);
    const answered = await key(answerQuestion, { params, body: { text: 'Tonight at 22:00.' } });
    expect(answered).toMatchObject({
      waitsFor: null,
      messages: [{ byTeam: 'infosec' }, { byTeam: 'it', byName: 'script' }],
    });
    expect((await queue('cause')).questions).toEqual({ it: 0, infosec: 0 });
    const again = await sato.call(answerQuestion, { params, body: { text: 'It has not.' } });
    expect(again.waitsFor).toBe('it');
    const open = await novak.call(listQuestions, { query: { waitsFor: 'it' } });
    expect(open).toMatchObject({ total: 1, rows: [{ first: { device: 'WKS-4', fix: KB }, mayAnswer: true }] });
    const work = await novak.call(getCellWork, { params: { deviceId: asked.first.deviceId, fix: KB } });
    expect(work).toMatchObject({
      clock: { hours: 48 },
      assignee: { name: 'K. Brandt' },
      questions: [{ id: asked.id }],
    });
    expect((await cellsOf({ cause: 'pending-reboot' }))[0]?.questions).toBe(1);
  });

  test('a dispute names the one cause that is said to be wrong, and is kept', async () => {
    const dispute = (selection: AskedSelection) =>
      novak.call(askQuestion, { body: { selection, kind: 'dispute', text: 'The scan of Friday saw it.' } });
    await expect(dispute({ filter: {} })).rejects.toThrow(/several causes/);
    expect(await dispute(staleOnly)).toMatchObject({
      cause: 'stale-scan',
      ruleVersion: 2,
      askedTeam: 'infosec',
      cells: 3,
    });
    await expect(dispute({ filter: { cause: 'reverted' } })).rejects.toThrow(/None of these cells/);
  });
});

describe('a request for a rescan', () => {
  let requestId = '';
  const request = () => sato.call(getDeviceRequest, { params: { requestId } });

  test('hands out targets and checks in the form of the scanner that looked', async () => {
    const { request: made } = await novak.call(requestOnDevices, {
      body: { kind: 'rescan', selection: staleOnly, note: 'before the audit' },
    });
    requestId = made?.id ?? '';
    expect(made).toMatchObject({
      askedTeam: 'infosec',
      byName: 'S. Novak',
      devices: 3,
      done: 0,
      state: 'open',
      cause: 'stale-scan',
    });
    expect(made?.checks).toEqual([{ kind: 'check', id: '208284' }]);
    const { lists } = await sato.call(getScanLists, { params: { requestId } });
    expect(lists).toMatchObject([{ tool: 'nessus', targets: 3, checks: 1 }]);
    expect(lists[0]?.files.map(({ name, text }) => [name, text])).toEqual([
      ['nessus-targets.txt', 'wks-1\nwks-2\nwks-3\n'],
      ['nessus-plugins.txt', '208284\n'],
    ]);
    const other = await sato.call(makeScanLists, { body: { selection: staleOnly, tool: 'qualys' } });
    expect(other.lists.map(({ tool, files }) => [tool, files.map(({ name }) => name)])).toEqual([
      ['qualys', ['qualys-asset-group-dns.txt', 'qualys-qids.txt']],
    ]);
    const work = await sato.call(getCellWork, {
      params: { deviceId: (await cellsOf(staleOnly.filter))[0]?.deviceId ?? '', fix: KB },
    });
    expect(work.requests).toMatchObject([{ id: requestId }]);
  });

  test('is fulfilled device by device by a later look that logged in, whatever it found; not by one that could not', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const later = Math.ceil(Date.now() / 1000);
    const hosts = [
      { name: 'WKS-1', from: later },
      { name: 'WKS-2', from: later, findings: [finding] },
      { name: 'WKS-3', from: later, credentialed: false },
    ];
    await deliver(sato.call, 'infosec', 'rescan.nessus', nessusScan(hosts));
    await expect.poll(async () => (await request()).done).toBe(2);
    const { state, rows } = await request();
    expect(state).toBe('open');
    expect(rows.map(({ device, outcome }) => [device, outcome])).toEqual([
      ['WKS-3', null],
      ['WKS-1', 'looked'],
      ['WKS-2', 'looked'],
    ]);
    expect(Date.parse(rows[1]?.toldAt ?? '')).toBe(later * 1000);
    const { lists } = await sato.call(getScanLists, { params: { requestId } });
    expect(lists[0]?.files[0]?.text).toBe('wks-3\n');
    await deliver(sato.call, 'infosec', 'third.nessus', nessusScan([{ name: 'WKS-3', from: later + 1 }]));
    await expect.poll(async () => (await request()).state).toBe('fulfilled');
    const log = await sato.call(listLog, { query: { action: 'disagreement.request-fulfilled' } });
    expect(log.rows).toMatchObject([{ actor: { kind: 'system' }, subject: { id: requestId } }]);
    expect((await queue('cause')).requests.rescan).toBe(0);
  });

  test('ends an assignment where the cause has changed', async () => {
    expect(await cellsOf({ person: sato.actor.personId })).toEqual([]);
    const board = await sato.call(getBoard);
    expect(board.verdicts.proven).toBe(3);
    expect(await sato.call(checkCells)).toMatchObject({ differingTotals: [] });
  });
});

describe('a request for a restart', () => {
  test('is fulfilled by a later boot, and can be taken back by the team that asked', async () => {
    const selection = { filter: { cause: 'pending-reboot' } } as const;
    const ask = async () => {
      const { request } = await sato.call(requestOnDevices, { body: { kind: 'reboot', selection } });
      if (request === null) throw new Error('No request was made.');
      return request;
    };
    const first = await ask();
    expect(first).toMatchObject({ askedTeam: 'it', devices: 1, checks: [] });
    const params = { requestId: first.id };
    await expect(novak.call(withdrawDeviceRequest, { params })).rejects.toThrow(/of InfoSec/);
    expect(await lead.call(withdrawDeviceRequest, { params })).toMatchObject({
      state: 'withdrawn',
      withdrawnBy: 'R. Lind',
    });
    await expect(lead.call(withdrawDeviceRequest, { params })).rejects.toThrow(/ended already/);
    await expect(sato.call(getScanLists, { params })).rejects.toThrow(/needs no targets/);
    const second = await ask();
    const booted = new Date(Date.now() + 60_000).toISOString().slice(0, 16).replace('T', ' ');
    const rows = ROWS.map((row) =>
      row.computer === 'WKS-4' ? { ...row, rebootPending: 'No', lastBoot: booted } : row,
    );
    await deliver(novak.call, 'it', 'after.csv', patchCsv(rows));
    const read = (requestId: string) => sato.call(getDeviceRequest, { params: { requestId } });
    await expect.poll(async () => (await read(second.id)).state).toBe('fulfilled');
    expect((await read(second.id)).rows).toMatchObject([{ device: 'WKS-4', outcome: 'rebooted', toldBy: 'PDQ' }]);
    expect((await read(first.id)).done).toBe(0);
  });
});

describe('opening remediations', () => {
  test('finds the one of the fix, or makes it as the relay does', async () => {
    const open = (person: TestPerson) =>
      person.call(openRemediations, { body: { selection: { filter: { fix: KB } } } });
    const [found] = (await open(sato)).remediations;
    expect(found).toMatchObject({ fix: KB });
    expect((await open(novak)).remediations).toEqual([{ ...found, made: false }]);
  });
});

test('every act is in the log, whose chain holds', async () => {
  const { rows } = await sato.call(listLog, { query: { action: 'disagreement', pageSize: 100 } });
  expect([...new Set(rows.map(({ action }) => action))].sort()).toEqual([
    'disagreement.cause-disputed',
    'disagreement.cells-assigned',
    'disagreement.cells-unassigned',
    'disagreement.levels-set',
    'disagreement.question-answered',
    'disagreement.question-asked',
    'disagreement.reboot-requested',
    'disagreement.request-fulfilled',
    'disagreement.request-withdrawn',
    'disagreement.rescan-requested',
  ]);
  expect(await sato.call(verifyLog)).toMatchObject({ intact: true });
});
