import { getBoard } from '@baton/contract/board.ts';
import { getCell, listCells } from '@baton/contract/cells.ts';
import type { Client } from '@baton/contract/client.ts';
import { getDevice, listDevices } from '@baton/contract/devices.ts';
import { listDisagreements } from '@baton/contract/disagreements.ts';
import {
  createImport,
  getImport,
  inspectImport,
  listImportProblems,
  listImports,
  listSources,
  updateSource,
} from '@baton/contract/imports.ts';
import { hoursAgo, nessusScan, patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';
import { waitForImport } from '../../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });

let it: TestPerson;
let infosec: TestPerson;
let viewer: TestPerson;

beforeAll(async () => {
  it = await server.person({ team: 'it' });
  infosec = await server.person({ team: 'infosec' });
  viewer = await server.person({ team: 'it', role: 'viewer' });
});

const KB = 'KB5044273';
const AFTER = Math.floor(Date.now() / 1000) - 10 * 3600;
const BEFORE = AFTER - 48 * 3600;

const EXPORT = patchCsv([
  { computer: 'WKS-1', serial: 'S1', kb: KB, status: 'Installed', installedOn: hoursAgo(31) },
  { computer: 'WKS-2', serial: 'S2', kb: KB, status: 'Installed', installedOn: hoursAgo(31) },
  { computer: 'WKS-3', serial: 'S3', kb: KB, status: 'Missing' },
  { computer: 'WKS-4', serial: 'S4', kb: KB, status: 'Installed', installedOn: hoursAgo(31) },
]);
const SCAN = nessusScan([
  { name: 'WKS-1', from: AFTER },
  { name: 'WKS-2', from: BEFORE, findings: [{ plugin: '208284', kb: KB }] },
  { name: 'WKS-3', from: AFTER, findings: [{ plugin: '208284', kb: KB }] },
]);

async function deliver(call: Client, team: 'it' | 'infosec', fileName: string, text: string, more: object = {}) {
  const row = await call(createImport, { query: { fileName, team, ...more }, file: text });
  return row.state === 'already-known' ? row : waitForImport(call, row.importId);
}

describe('two reports that disagree', () => {
  test('are read, joined to devices and judged', async () => {
    const csv = await deliver(it.call, 'it', 'export.csv', EXPORT, { source: 'PDQ' });
    expect(csv).toMatchObject({
      state: 'done',
      format: 'csv',
      sourceName: 'PDQ',
      devices: 4,
      newDevices: 4,
      claims: 4,
      problems: 0,
      error: null,
    });
    const scan = await deliver(infosec.call, 'infosec', 'scan.nessus', SCAN);
    expect(scan).toMatchObject({
      state: 'done',
      format: 'nessus',
      devices: 3,
      newDevices: 0,
      scope: { authenticated: 3, notAuthenticated: 0 },
    });
  });

  test('show on the board as two numbers and a bridge that sums exactly', async () => {
    const board = await it.call(getBoard);
    expect(board.it).toEqual({ numerator: 3, denominator: 4 });
    expect(board.agreed).toEqual({ numerator: 1, denominator: 4 });
    expect(board.infosec).toEqual({ numerator: 1, denominator: 3 });
    expect(board.verdicts).toMatchObject({ proven: 1, open: 1 });
    expect(board.devices).toEqual({ total: 4, inIt: 4, inInfosec: 3, inBoth: 3 });
    let at = board.it;
    for (const step of board.bridge) {
      expect(step.from).toEqual(at);
      at = step.to;
    }
    expect(at).toEqual(board.infosec);
    expect(board.bridge.map(({ part, cause, cells }) => [part, cause, cells])).toEqual([
      ['it-not-proven', 'not-in-infosec-scope', 1],
      ['it-not-proven', 'stale-scan', 1],
      ['infosec-not-scanned', 'not-in-infosec-scope', 1],
    ]);
    expect(board.smallestActions).toHaveLength(2);
  });

  test('open the cells behind a bar, with the evidence of both sides', async () => {
    const { rows, total, byVerdict } = await it.call(listCells, {
      query: { part: 'it-not-proven', cause: 'stale-scan' },
    });
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      device: 'WKS-2',
      fix: KB,
      cause: 'stale-scan',
      owner: 'infosec',
      infosec: { what: 'reported' },
    });
    expect(byVerdict.proven).toBe(0);
    const all = await it.call(listCells);
    expect(all.rows.map((row) => [row.device, row.verdict])).toEqual([
      ['WKS-2', 'unproven'],
      ['WKS-4', 'unproven'],
      ['WKS-3', 'open'],
      ['WKS-1', 'proven'],
    ]);
    expect(all.total).toBe(4);
    const second = await it.call(listCells, { query: { page: 2, pageSize: 3 } });
    expect(second.rows.map((row) => row.device)).toEqual(['WKS-1']);
    const sorted = await it.call(listCells, { query: { sort: '-device' } });
    expect(sorted.rows.map((row) => row.device)).toEqual(['WKS-4', 'WKS-3', 'WKS-2', 'WKS-1']);
    const searched = await it.call(listCells, { query: { search: 'wks-1' } });
    expect(searched).toMatchObject({ total: 1, byVerdict: { proven: 1, unproven: 0 } });
    // A search that names nothing finds nothing, and its signs are letters, no patterns.
    for (const search of ['no such name', '%', 'WKS_1']) {
      expect(await it.call(listCells, { query: { search } })).toMatchObject({ rows: [], total: 0 });
    }
    expect(await it.call(listCells, { query: { search: 'WKS-1' } })).toMatchObject({ total: 1 });
  });

  test('explain one cell in full', async () => {
    const [row] = (await it.call(listCells, { query: { cause: 'stale-scan' } })).rows;
    const cell = await infosec.call(getCell, { params: { deviceId: row?.deviceId ?? '', fix: KB } });
    expect(cell.sides.it.source).toBe('PDQ');
    expect(cell.sides.infosec.excerpt?.text).toContain('5044273');
    expect(cell.conditions.find(({ id }) => id === 'seen-after')?.met).toBe(false);
    expect(cell.rule).toMatchObject({ id: 'stale-scan' });
  });

  test('are grouped as disagreements by cause', async () => {
    const { groups, cells, required } = await it.call(listDisagreements);
    expect(groups.map(({ cause, cells: count }) => [cause, count])).toEqual([
      ['not-in-infosec-scope', 1],
      ['stale-scan', 1],
      ['unexplained', 0],
    ]);
    expect({ cells, required }).toEqual({ cells: 2, required: 4 });
  });

  test('list devices with what each source calls them', async () => {
    const { rows, total } = await it.call(listDevices, { query: { missingFrom: 'infosec' } });
    expect([total, rows[0]?.name]).toEqual([1, 'WKS-4']);
    const found = await it.call(listDevices, { query: { search: 'wks-1' } });
    const device = await it.call(getDevice, { params: { deviceId: found.rows[0]?.deviceId ?? '' } });
    expect(device).toMatchObject({ teams: ['it', 'infosec'], required: 1, verdicts: { proven: 1 } });
    expect(device.names.map(({ team, shown }) => [team, shown])).toEqual([
      ['it', 'WKS-1'],
      ['infosec', 'WKS-1'],
    ]);
  });

  test('a later scan proves what was fixed since', async () => {
    const later = nessusScan([
      { name: 'WKS-2', from: AFTER + 3600 },
      { name: 'WKS-4', from: AFTER + 3600 },
    ]);
    const scan = await deliver(infosec.call, 'infosec', 'later.nessus', later);
    expect(scan.cellsChanged).toBe(2);
    const board = await it.call(getBoard);
    expect(board.agreed).toEqual({ numerator: 3, denominator: 4 });
    expect(board.infosec).toEqual({ numerator: 3, denominator: 4 });
    expect(board.bridge).toEqual([]);
  });
});

describe('the same file twice', () => {
  test('changes nothing, and answers the first delivery', async () => {
    const before = await it.call(listImports);
    const again = await it.call(createImport, {
      query: { fileName: 'renamed.csv', team: 'it', source: 'PDQ' },
      file: EXPORT,
    });
    expect(again).toMatchObject({ state: 'already-known', fileName: 'export.csv' });
    expect((await it.call(listImports)).total).toBe(before.total);
  });

  test('delivered twice at once is one delivery', async () => {
    const text = patchCsv([{ computer: 'WKS-1', serial: 'S1', kb: 'KB5001111', status: 'Installed' }]);
    const query = { fileName: 'twice.csv', team: 'it', source: 'Other' } as const;
    const rows = await Promise.all([1, 2, 3].map(() => it.call(createImport, { query, file: text })));
    expect(new Set(rows.map((row) => row.importId)).size).toBe(1);
    expect(rows.filter((row) => row.state === 'already-known')).toHaveLength(2);
    await waitForImport(it.call, rows[0]?.importId ?? '');
  });
});

describe('a file that cannot be read', () => {
  const cases: readonly (readonly [string, 'it' | 'infosec', string, string])[] = [
    ['empty', 'it', 'empty.csv', ''],
    ['cut', 'infosec', 'cut.nessus', SCAN.slice(0, SCAN.length - 400)],
    ['of no format that is known', 'it', 'photo.jpg', '\u0001\u0002\u0003 not a report'],
    ['not well-formed', 'infosec', 'broken.nessus', SCAN.replace('</HostProperties>', '</HostProps>')],
    ['of the other team', 'infosec', 'mine.csv', `${EXPORT}\n`],
  ];

  test.each(cases)('%s: ends with a clear error, and nothing of it stays', async (_what, team, fileName, text) => {
    const before = await counts();
    const row = await deliver(team === 'it' ? it.call : infosec.call, team, fileName, text);
    expect(row.state).toBe('failed');
    expect(row.error?.code).not.toBe('fault');
    expect(row.error?.message.length).toBeGreaterThan(20);
    expect(await counts()).toEqual(before);
  });

  test('may be delivered again', async () => {
    const row = await deliver(it.call, 'it', 'empty.csv', '');
    expect(row.state).toBe('failed');
  });

  async function counts() {
    const { db } = server.database;
    const tables = ['device', 'device_evidence', 'device_identifier', 'source', 'cell', 'import_problem'] as const;
    return Promise.all(
      tables.map((table) =>
        db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('rows'))
          .executeTakeFirstOrThrow(),
      ),
    );
  }
});

test('a bad row is told with its line, and the rest counts', async () => {
  const text = `${patchCsv([{ computer: 'WKS-5', kb: KB, status: 'Installed' }])},,KB5044273,Installed,,,,,\n`;
  const row = await deliver(it.call, 'it', 'rows.csv', text, { source: 'Rows' });
  expect(row).toMatchObject({ state: 'done', devices: 1, problems: 1 });
  const { rows } = await it.call(listImportProblems, { params: { importId: row.importId } });
  expect(rows[0]?.line).toBe(3);
});

test('a CSV shows what its columns mean before it is delivered, and a correction is remembered for its source', async () => {
  const text = 'Machine label;Fix;State\nWKS-6;KB5044273;Installed\n';
  const mapping = { 'Machine label': 'device', Fix: 'kb', State: 'status' };
  await deliver(it.call, 'it', 'odd.csv', text, { source: 'Odd', mapping: JSON.stringify(mapping) });
  const seen = await it.call(inspectImport, { query: { fileName: 'odd2.csv', source: 'Odd' }, file: text });
  expect(seen).toMatchObject({ format: 'csv', team: 'it', needsDevice: false });
  expect(seen.mapping?.columns.map(({ meaning, confidence }) => [meaning, confidence])).toEqual([
    ['device', 'sure'],
    ['kb', 'sure'],
    ['status', 'sure'],
  ]);
});

test.each([
  ['a CSV of a scanner', 'q.csv', 'IP,QID,Title,Vuln Status\n10.0.0.1,91234,Update,Active\n', 'a Qualys export'],
  ['a web page', 'export.csv', '<!DOCTYPE html><title>Sign in</title>', 'It is a web page'],
])('%s is told before it is sent, and no columns are laid out', async (_, fileName, file, says) => {
  const seen = await it.call(inspectImport, { query: { fileName }, file });
  expect(seen).toMatchObject({ format: null, mapping: null, refusal: expect.stringContaining(says) });
});

test('a meaning or a time zone that there is not is refused before anything is read', async () => {
  const query = { fileName: 'odd3.csv', team: 'it' } as const;
  const file = 'Machine,KB,State\nWKS-6,KB5044273,Installed\n';
  const mapping = JSON.stringify({ Machine: 'computer' });
  await expect(it.call(createImport, { query: { ...query, mapping }, file })).rejects.toMatchObject({
    status: 400,
    where: 'query.mapping',
  });
  await expect(it.call(createImport, { query: { ...query, zone: 'Mars/Olympus' }, file })).rejects.toMatchObject({
    status: 400,
    where: 'query.zone',
  });
});

test('what Baton does not read is named, and what it reads of a team instead', async () => {
  const workbook = 'PK\u0003\u0004....[Content_Types].xml';
  const failed = (row: Awaited<ReturnType<typeof deliver>>) => row.error?.message;
  expect(failed(await deliver(it.call, 'it', 'export.xlsx', workbook))).toContain('save its sheet as CSV');
  const scanner = 'Asset,QID,Title\nWKS-6,90001,Update\n';
  expect(failed(await deliver(infosec.call, 'infosec', 'scanner.csv', scanner))).toContain('Tenable findings (CSV)');
});

test('who only looks may not deliver', async () => {
  const query = { fileName: 'x.csv', team: 'it' } as const;
  await expect(viewer.call(createImport, { query, file: EXPORT })).rejects.toMatchObject({ status: 403 });
});

test('a source is changed by its own team only', async () => {
  const source = (await it.call(listSources)).rows.find(({ name }) => name === 'PDQ');
  const params = { sourceId: source?.sourceId ?? '' };
  await expect(infosec.call(updateSource, { params, body: { staleAfterHours: 24 } })).rejects.toMatchObject({
    status: 403,
  });
  expect(await it.call(updateSource, { params, body: { staleAfterHours: 24 } })).toMatchObject({
    staleAfterHours: 24,
    team: 'it',
  });
});

test('an import that is not there is told so', async () => {
  const importId = '00000000-0000-4000-8000-000000000000';
  await expect(it.call(getImport, { params: { importId } })).rejects.toMatchObject({ status: 404 });
});

test('whoever brings the other team’s file does not change how that team’s files are read', async () => {
  const text = (kb: string) => patchCsv([{ computer: 'WKS-9', serial: 'S9', kb, status: 'Missing' }]);
  const mappingOf = async () =>
    (await server.database.pool.query("SELECT mapping FROM source WHERE name = 'Own export'")).rows[0].mapping;
  const more = (mapping: object) => ({ source: 'Own export', mapping: JSON.stringify(mapping) });
  await deliver(it.call, 'it', 'own.csv', text('KB5000001'), more({ 'Nothing of theirs': 'update' }));
  expect(await mappingOf()).toEqual({ 'Nothing of theirs': 'update' });
  await deliver(infosec.call, 'it', 'theirs.csv', text('KB5000002'), more({ 'Nothing of theirs': 'ignore' }));
  expect(await mappingOf()).toEqual({ 'Nothing of theirs': 'update' });
});
