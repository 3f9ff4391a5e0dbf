import { getBoard } from '@baton/contract/board.ts';
import { type CellDetail, getCell, listCells } from '@baton/contract/cells.ts';
import {
  confirmMistake,
  getScorecard,
  listConfirmations,
  previewAnswer,
  proposeRule,
  takeBackConfirmation,
  upholdCheck,
} from '@baton/contract/confirmations.ts';
import { createImport } from '@baton/contract/imports.ts';
import { listLog } from '@baton/contract/log.ts';
import { getRules } from '@baton/contract/rules.ts';
import { getVex } from '@baton/contract/vex.ts';
import { hoursAgo, nessusScan } from '@baton/services/evidence/testing/sample-reports.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';
import { waitForImport } from '../../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });

const [ASKED, NEEDED, CHECK] = ['KB5043064', 'KB5044273', '208284'];
const CAUSE = 'superseded-fix';
const DEVICES = ['W-1', 'W-2', 'W-3', 'W-4', 'W-5', 'W-6', 'W-7'];
const SCANNED = Math.floor(Date.now() / 1000) - 10 * 3600;

/** October's KB is in everywhere and replaces September's; W-7 has not restarted since. */
function patchExport(version: string): string {
  const heads =
    'Computer,Serial Number,KB,Status,Installed On,Last Seen,Last Boot,Reboot Pending,OS,Superseded By,Version';
  const row = (device: string, kb: string, by: string, status = 'Installed'): string =>
    [
      device,
      `S-${device}`,
      kb,
      status,
      hoursAgo(40),
      hoursAgo(1),
      hoursAgo(device === 'W-7' ? 60 : 30),
      device === 'W-7' ? 'Yes' : 'No',
      'Windows 10 22H2',
      by,
      version,
    ].join(',');
  return [
    heads,
    ...DEVICES.flatMap((device) => [row(device, NEEDED, ''), row(device, ASKED, NEEDED)]),
    row('W-8', NEEDED, '', 'Missing'),
    '',
  ].join('\n');
}

let it: TestPerson;
let infosec: TestPerson;
let infosecLead: TestPerson;
const ids = new Map<string, string>();

async function deliver(person: TestPerson, team: 'it' | 'infosec', fileName: string, text: string) {
  const row = await person.call(createImport, { query: { fileName, team }, file: text });
  expect((await waitForImport(person.call, row.importId)).state).toBe('done');
}

const cellOf = (device: string, as = infosec): Promise<CellDetail> =>
  as.call(getCell, { params: { deviceId: ids.get(device) ?? '', fix: NEEDED } });
const target = (device: string) => ({ deviceId: ids.get(device) ?? '', fix: NEEDED });
const agreed = async (): Promise<number> => (await it.call(getBoard)).agreed.numerator;

beforeAll(async () => {
  it = await server.person({ team: 'it', name: 'B. Brandt' });
  infosec = await server.person({ team: 'infosec', name: 'S. Novak' });
  infosecLead = await server.person({ team: 'infosec', role: 'lead', name: 'A. Osei' });
  await deliver(it, 'it', 'export.csv', patchExport('19045.5011'));
  const findings = [{ plugin: CHECK, kb: ASKED }];
  await deliver(
    infosec,
    'infosec',
    'scan.nessus',
    nessusScan([
      ...DEVICES.map((name) => ({ name, from: SCANNED, findings })),
      // Open by both sides' word, so that the fix has a remediation.
      { name: 'W-8', from: SCANNED, findings: [{ plugin: '208303', kb: NEEDED }] },
    ]),
  );
  for (const row of (await it.call(listCells)).rows) ids.set(row.device, row.deviceId);
}, 60_000);

test('positive proof waits for InfoSec, and nobody else may answer', async () => {
  expect(await cellOf('W-1')).toMatchObject({
    verdict: 'disputed',
    cause: CAUSE,
    held: null,
    answer: { cause: CAUSE, check: { tool: 'Nessus', id: CHECK }, open: true, why: null },
  });
  expect((await cellOf('W-1', it)).answer).toMatchObject({ open: false });
  await expect(it.call(confirmMistake, { body: { target: target('W-1') } })).rejects.toMatchObject({ status: 403 });
  await expect(infosec.call(upholdCheck, { body: { target: target('W-1'), note: ' ' } })).rejects.toMatchObject({
    status: 400,
  });
  await expect(
    infosec.call(confirmMistake, { body: { target: target('W-1'), expiresInDays: 367 } }),
  ).rejects.toMatchObject({ status: 400 });
});

describe('a confirmation of one cell', () => {
  test('proves it, names who gave it, and stands in the log with the key of its proof', async () => {
    expect(await agreed()).toBe(0);
    const given = await infosec.call(confirmMistake, {
      body: { target: target('W-1'), note: 'Looked at W-1 myself.' },
    });
    expect(given).toMatchObject({ cells: 1, devices: 1 });
    await expect.poll(agreed).toBe(1);
    const cell = await cellOf('W-1');
    expect(cell).toMatchObject({ verdict: 'proven', cause: null, answer: null });
    expect(cell.sentence).toMatch(
      /^The scanner is wrong about KB5044273 on W-1: S\. Novak of InfoSec confirmed it on /,
    );
    expect(cell.held).toMatchObject({ answer: 'scanner-wrong', by: 'S. Novak', note: 'Looked at W-1 myself.' });
    const [row] = (await it.call(listConfirmations)).rows;
    expect(row).toMatchObject({
      device: 'W-1',
      fix: NEEDED,
      state: 'holds',
      check: { tool: 'Nessus', id: CHECK },
      by: 'S. Novak',
    });
    const days = (Date.parse(row?.expiresAt ?? '') - Date.parse(row?.at ?? '')) / 86_400_000;
    expect(days).toBeCloseTo(90, 2);
    const [entry] = (await it.call(listLog, { query: { action: 'confirmation.given' } })).rows;
    expect(entry).toMatchObject({ actor: { name: 'S. Novak' }, details: { cells: 1, proofKey: row?.proofKey } });
  });

  test('is not given twice', async () => {
    await expect(infosec.call(confirmMistake, { body: { target: target('W-1') } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('can be taken back by anybody of InfoSec who may answer, and the cell is disputed again', async () => {
    const [row] = (await infosec.call(listConfirmations)).rows;
    const params = { confirmationId: row?.confirmationId ?? '' };
    await expect(it.call(takeBackConfirmation, { params, body: {} })).rejects.toMatchObject({ status: 403 });
    expect(await infosecLead.call(takeBackConfirmation, { params, body: {} })).toEqual({ cells: 1 });
    await expect.poll(agreed).toBe(0);
    expect((await infosec.call(listConfirmations)).rows[0]).toMatchObject({ state: 'taken-back', endedBy: 'A. Osei' });
    await expect(infosec.call(takeBackConfirmation, { params, body: {} })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('an answer about a check', () => {
  test('is about its cells of this cause at this moment, which can be counted before', async () => {
    const query = { tool: 'Nessus', check: CHECK, cause: CAUSE } as const;
    const preview = await infosec.call(previewAnswer, { query });
    expect(preview).toMatchObject({ cells: 7, devices: 7 });
    const upheld = await infosec.call(upholdCheck, { body: { target: target('W-6'), note: 'The file is still old.' } });
    expect(upheld.cells).toBe(1);
    const given = await infosec.call(confirmMistake, { body: { target: query, expiresInDays: 30 } });
    expect(given).toMatchObject({ cells: 7, devices: 7 });
    // W-7 has not restarted: what InfoSec confirms does not make it run the fix.
    await expect.poll(agreed).toBe(6);
    expect(await cellOf('W-7')).toMatchObject({
      verdict: 'unproven',
      cause: 'pending-reboot',
      owner: 'it',
      held: { answer: 'scanner-wrong' },
    });
    await expect(infosec.call(confirmMistake, { body: { target: query } })).rejects.toMatchObject({ code: 'conflict' });
    expect(
      (await infosec.call(listConfirmations, { query: { open: 'false' } })).rows.map(({ state }) => state).sort(),
    ).toEqual(['replaced', 'taken-back']);
  });

  test('goes out as OpenVEX 0.2.0', async () => {
    const vex = await it.call(getVex);
    expect(vex).toMatchObject({ '@context': 'https://openvex.dev/ns/v0.2.0', version: 1, tooling: 'Baton' });
    expect(vex.statements).toHaveLength(1);
    const [statement] = vex.statements;
    expect(statement).toMatchObject({
      vulnerability: { name: 'nessus-208284' },
      status: 'fixed',
      products: [{ '@id': 'cpe:2.3:o:microsoft:windows_10_22h2:10.0.19045.5011:*:*:*:*:*:*:*' }],
    });
    expect(statement?.status_notes).toContain('Confirmed by S. Novak on W-1, W-2');
    // The specification's facts: what must be there, what must not, and one name for one document.
    for (const member of ['@context', '@id', 'author', 'timestamp', 'version', 'statements'] as const)
      expect(vex[member]).toBeTruthy();
    for (const { status, justification, products } of vex.statements) {
      expect(justification === undefined).toBe(status === 'fixed');
      for (const product of products) expect(() => new URL(product['@id'])).not.toThrow();
    }
    expect((await it.call(getVex))['@id']).toBe(vex['@id']);
  });

  test('makes the scorecard, which proposes a rule and never applies it', async () => {
    const { tools, checks } = await it.call(getScorecard);
    expect(tools).toMatchObject([
      { tool: 'Nessus', check: null, wrong: 7, answered: 7, devices: 7, acts: 1, people: 1 },
    ]);
    expect(checks).toMatchObject([
      {
        check: CHECK,
        wrong: 7,
        answered: 7,
        cause: CAUSE,
        causeLabel: 'Superseded fix asked for',
        proposal: { ruleId: 'own-nessus-208284', inRules: false },
      },
    ]);
    await infosecLead.call(proposeRule, { body: { tool: 'Nessus', check: CHECK } });
    const { inForce, draft } = await it.call(getRules);
    expect(inForce).toMatchObject({ version: 0, document: { own: [] } });
    expect(draft?.document.own).toMatchObject([{ id: 'own-nessus-208284', version: 1, owner: 'infosec' }]);
    expect((await it.call(getScorecard)).checks[0]?.proposal?.inRules).toBe(true);
    await expect(infosecLead.call(proposeRule, { body: { tool: 'Nessus', check: CHECK } })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(infosecLead.call(proposeRule, { body: { tool: 'Nessus', check: '1' } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('of one cell counts against the check when it is upheld, and IT sees why', async () => {
    const [row] = (await infosec.call(listConfirmations, { query: { device: ids.get('W-5'), open: 'true' } })).rows;
    await infosec.call(takeBackConfirmation, { params: { confirmationId: row?.confirmationId ?? '' }, body: {} });
    await infosec.call(upholdCheck, { body: { target: target('W-5'), note: 'The library was put back by hand.' } });
    await expect.poll(agreed).toBe(5);
    expect(await cellOf('W-5', it)).toMatchObject({
      cause: CAUSE,
      held: { answer: 'check-right', by: 'S. Novak', note: 'The library was put back by hand.' },
    });
    expect((await it.call(getScorecard)).checks).toMatchObject([{ wrong: 6, answered: 7, acts: 2 }]);
  });

  test('ends by time alone: the device is judged again when it is due', async () => {
    await sql`UPDATE confirmation SET given_at = now() - interval '2 days', expires_at = now() - interval '1 second'
      WHERE device_id = ${ids.get('W-4')} AND ended_at IS NULL`.execute(server.database.db);
    expect((await infosec.call(listConfirmations, { query: { device: ids.get('W-4') } })).rows[0]?.state).toBe(
      'expired',
    );
    expect((await cellOf('W-4')).verdict).toBe('disputed');
    const { rows } = await sql<{ due: string | null }>`
      SELECT next_change_at AS due FROM device_cells WHERE device_id = ${ids.get('W-3')}`.execute(server.database.db);
    const days = (Date.parse(rows[0]?.due ?? '') - Date.now()) / 86_400_000;
    // Its inventory goes stale after 14 days, before the 30 of the confirmation.
    expect(days).toBeGreaterThan(13);
    expect(days).toBeLessThan(14.1);
  });

  test('is undone by itself when the evidence changes, and never by a report that says the same', async () => {
    const findings = [{ plugin: CHECK, kb: ASKED }];
    await deliver(infosec, 'infosec', 'again.nessus', nessusScan([{ name: 'W-1', from: SCANNED + 3600, findings }]));
    expect(await cellOf('W-1')).toMatchObject({ verdict: 'proven' });
    await deliver(it, 'it', 'next.csv', patchExport('19045.5131'));
    await expect.poll(agreed).toBe(0);
    expect(
      (await infosec.call(listConfirmations, { query: { device: ids.get('W-1'), open: 'true' } })).rows[0]?.state,
    ).toBe('evidence-changed');
    await expect(it.call(getVex)).rejects.toMatchObject({ status: 404 });
  });
});

test('whoever deployed a fix answers nothing about it', async () => {
  const { db } = server.database;
  const find = async () =>
    (await db.selectFrom('remediation').select('remediation_id').where('fix_id', '=', NEEDED).executeTakeFirst())
      ?.remediation_id;
  await expect.poll(find).toBeDefined();
  // InfoSec’s people have no way to deploy; that the history is asked all the same is what this shows.
  await sql`
    INSERT INTO remediation_event (remediation_id, seq, at, act, by_kind, by_id, by_person, by_name, by_team, by_role, details)
    SELECT remediation_id, max(seq) + 1, now(), 'deploy', 'person', ${infosec.actor.personId}, ${infosec.actor.personId}, 'S. Novak', 'infosec', 'member', '{}'
    FROM remediation_event WHERE remediation_id = ${await find()} GROUP BY remediation_id`.execute(db);
  await expect(infosec.call(confirmMistake, { body: { target: target('W-2') } })).rejects.toMatchObject({
    code: 'deployer-cannot-verify',
  });
  expect((await cellOf('W-2')).answer).toMatchObject({
    open: false,
    why: `S. Novak deployed ${NEEDED} and therefore cannot answer for it.`,
  });
  expect(await infosecLead.call(confirmMistake, { body: { target: target('W-2') } })).toMatchObject({ cells: 1 });
});
