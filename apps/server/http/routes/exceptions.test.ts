import { getBoard } from '@baton/contract/board.ts';
import { getCell, listCells } from '@baton/contract/cells.ts';
import { createClient } from '@baton/contract/client.ts';
import * as acts from '@baton/contract/exception-acts.ts';
import { closeMeeting, decideInMeeting, listMeetings, openMeeting } from '@baton/contract/exception-meetings.ts';
import * as contract from '@baton/contract/exceptions.ts';
import { createImport } from '@baton/contract/imports.ts';
import { loadKnowledge } from '@baton/contract/knowledge.ts';
import { readLeadership } from '@baton/contract/leadership.ts';
import { listNotifications, type NotificationRow } from '@baton/contract/notifications.ts';
import { createKey } from '@baton/contract/people.ts';
import { listRemediations } from '@baton/contract/remediations.ts';
import { changeManyAttributes } from '@baton/contract/scope.ts';
import {
  exceptionChecksTable,
  exceptionMinutesTable,
  exceptionSignaturesTable,
  exceptionsTable,
} from '@baton/services/audit/exception-tables.ts';
import { checkCells } from '@baton/services/check-cells/check-cells.ts';
import { hoursAgo, nessusScan, patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';
import { waitForImport } from '../../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });

const KB = 'KB5044273';
const DAY_MS = 86_400_000;
const SCANNED = Math.floor(Date.now() / 1000) - 10 * 3600;
const DEVICES = ['W-1', 'W-2', 'W-3', 'W-4', 'W-5', 'W-6'];

let itLead: TestPerson;
let it: TestPerson;
let infosecLead: TestPerson;
let infosec: TestPerson;
const ids = new Map<string, string>();

async function deliver(person: TestPerson, team: 'it' | 'infosec', fileName: string, text: string) {
  const row = await person.call(createImport, { query: { fileName, team }, file: text });
  expect((await waitForImport(person.call, row.importId)).state).toBe('done');
}

/** Missing and reported everywhere, but for W-6: installed, and not looked at since. */
const exported = (fixed: readonly string[] = []): string =>
  patchCsv(
    DEVICES.map((computer) => {
      const isFixed = computer === 'W-6' || fixed.includes(computer);
      return {
        computer,
        kb: KB,
        status: isFixed ? 'Installed' : 'Missing',
        installedOn: isFixed ? hoursAgo(5) : '',
        lastBoot: hoursAgo(3),
      };
    }),
  );

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const verdicts = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await it.call(listCells)).rows.map(({ device, verdict }) => [device, verdict]));
const ISOLATED = { kind: 'attribute', attribute: 'group', value: 'isolated' } as const;

function request(names: readonly string[], more: object = {}) {
  return it.call(acts.requestException, {
    body: {
      target: { kind: 'fix', fix: KB },
      devices: { names: [...names] },
      controls: [ISOLATED],
      reason: 'breaks-application',
      words: 'The laboratory software stops.',
      risk: { level: 'medium', words: 'Reachable from the laboratory only.' },
      ownerId: it.actor.personId,
      until: inDays(60),
      ...more,
    },
  });
}

function sign(person: TestPerson, exception: contract.ExceptionDetail, password = TEST_PASSWORD) {
  const { exceptionId, rounds } = exception;
  const { round = 0, hash = '' } = rounds[0] ?? {};
  return person.call(acts.signExceptions, {
    body: { exceptions: [{ exceptionId, round, hash }], proof: { method: 'password', password } },
  });
}

const read = (exceptionId: string, as = it) => as.call(contract.getException, { params: { exceptionId } });
const check = (exceptionId: string) => it.call(acts.checkException, { params: { exceptionId } });

async function inForce(names: readonly string[], more: object = {}): Promise<contract.ExceptionDetail> {
  const asked = await request(names, more);
  await sign(itLead, asked);
  await sign(infosecLead, asked);
  for (const name of names) await expect.poll(async () => (await verdicts())[name]).toBe('excepted');
  return read(asked.exceptionId);
}

/** Moves an exception's time to the past, as if so many days had gone by. */
async function letDaysPass(exceptionId: string, days: number): Promise<void> {
  await sql`UPDATE exception SET starts_at = starts_at - make_interval(days => ${days}),
    revisit_at = revisit_at - make_interval(days => ${days}), ends_at = ends_at - make_interval(days => ${days})
    WHERE exception_id = ${exceptionId}::uuid`.execute(server.database.db);
}

/** A bundle in which the KB removes one CVE, listed in KEV or not. */
function bundle(date: string, kev: boolean): string {
  const vulnerability = {
    row: 'vulnerability',
    cve: 'CVE-2026-1000',
    ...(kev ? { kev: { dateAdded: date, dueDate: null, ransomware: false } } : {}),
  };
  const kb = { row: 'kb', kb: KB, supersedes: [], builds: [], cves: ['CVE-2026-1000'], products: [], published: null };
  const counts = { source: 0, packageFix: 0, kb: 1, vulnerability: 1 };
  const sources = [{ name: 'Test', licence: 'CC0-1.0', date, url: 'https://example.org', records: 2 }];
  const header = { row: 'header', format: 'baton-knowledge', formatVersion: 1, date, sources, counts };
  return [header, { ...kb, severity: null }, vulnerability].map((row) => `${JSON.stringify(row)}\n`).join('');
}

beforeAll(async () => {
  itLead = await server.person({ team: 'it', role: 'lead', name: 'B. Brandt' });
  it = await server.person({ team: 'it', name: 'L. Novak' });
  infosecLead = await server.person({ team: 'infosec', role: 'lead', name: 'A. Osei' });
  infosec = await server.person({ team: 'infosec', name: 'M. Sato' });
  await infosec.call(loadKnowledge, { file: bundle('2026-01-02', false) });
  await deliver(it, 'it', 'export.csv', exported());
  const findings = [{ plugin: '208303', kb: KB }];
  await deliver(
    infosec,
    'infosec',
    'scan.nessus',
    nessusScan(DEVICES.map((name) => ({ name, from: SCANNED, findings: name === 'W-6' ? [] : findings }))),
  );
  for (const row of (await it.call(listCells)).rows) ids.set(row.device, row.deviceId);
  await it.call(changeManyAttributes, {
    body: { devices: { names: DEVICES }, set: [{ kind: 'group', value: 'isolated' }], remove: [] },
  });
}, 60_000);

beforeEach(async () => {
  // Each test begins without an exception in force.
  const { rows } = await it.call(contract.listExceptions, { query: { view: 'in-force' } });
  for (const { exceptionId } of rows)
    await itLead.call(acts.endException, { params: { exceptionId }, body: { note: 'the next test' } });
  await expect.poll(async () => Object.values(await verdicts()).includes('excepted')).toBe(false);
  // And looks back on its own alone: what is asked for soon after an end goes on from it.
  await sql`UPDATE exception SET ended_at = ended_at - interval '91 days' WHERE ended_at IS NOT NULL`.execute(
    server.database.db,
  );
});

describe('an exception', () => {
  test('sets cells aside once one person of each team has signed, and not before', async () => {
    const asked = await request(['W-1', 'W-6']);
    expect(asked).toMatchObject({
      state: 'asked',
      what: KB,
      devices: 2,
      waiting: { round: 1, signedBy: [] },
      acts: { sign: { why: expect.stringContaining('for the lead of IT') } },
    });
    expect(await sign(itLead, asked)).toMatchObject({ signed: [{ inForce: false }] });
    expect((await verdicts())['W-1']).toBe('open');
    await expect(sign(itLead, asked)).rejects.toMatchObject({ status: 409 });
    await expect(sign(infosecLead, asked, 'not the password')).rejects.toMatchObject({ status: 401 });
    expect(await sign(infosecLead, asked)).toMatchObject({ signed: [{ inForce: true }] });
    await expect.poll(verdicts).toMatchObject({ 'W-1': 'excepted', 'W-2': 'open', 'W-6': 'excepted' });
    const cell = await it.call(getCell, { params: { deviceId: ids.get('W-1') ?? '', fix: KB } });
    expect(cell).toMatchObject({ verdict: 'excepted', cause: 'excepted', causeLabel: 'Excepted', owner: 'none' });
    expect(cell.sentence).toMatch(/^EX-\d+ sets KB5044273 on W-1 aside until /);
  });

  test('stands in the bridge with a step of its own, and the number is told with it and without', async () => {
    const before = await it.call(getBoard);
    await inForce(['W-1', 'W-6']);
    const board = await it.call(getBoard);
    expect(board.exceptedCells).toBe(2);
    expect(board.agreed).toEqual(before.agreed);
    expect(board.agreedWithoutExceptions.denominator).toBe(before.agreed.denominator - 2);
    const steps = board.bridge.filter(({ cause }) => cause === 'excepted');
    expect(steps.map(({ part, cells, owner }) => [part, cells, owner])).toEqual([
      ['it-not-proven', 1, 'both'],
      ['infosec-not-proven', 1, 'both'],
    ]);
    const last = board.bridge.at(-1);
    expect(last?.to).toEqual(board.infosec);
    for (const { part, cells } of steps) {
      const { total } = await it.call(listCells, { query: { cause: 'excepted', part } });
      expect(total).toBe(cells);
    }
  });

  test('is not signed by members, keys or whoever read something else', async () => {
    const asked = await request(['W-1']);
    await expect(sign(it, asked)).rejects.toMatchObject({ status: 403 });
    const { secret } = await itLead.call(createKey, { body: { name: 'script', role: 'lead' } });
    const byKey = createClient({ baseUrl: server.url, headers: { authorization: `Bearer ${secret}` } });
    await expect(sign({ ...itLead, call: byKey }, asked)).rejects.toMatchObject({ status: 403 });
    const other = { ...asked, rounds: asked.rounds.map((round) => ({ ...round, hash: '0'.repeat(64) })) };
    await expect(sign(itLead, other)).rejects.toMatchObject({ status: 409 });
    await itLead.call(acts.declineException, {
      params: { exceptionId: asked.exceptionId },
      body: { note: 'It can be patched.' },
    });
    expect(await read(asked.exceptionId)).toMatchObject({ state: 'declined', endedBecause: 'It can be patched.' });
  });

  test('is not asked for twice on the same cells, nor where nothing is needed', async () => {
    const first = await inForce(['W-1']);
    await expect(request(['W-1', 'W-2'])).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining(first.name),
    });
    await expect(request(['nobody'])).rejects.toMatchObject({ status: 400 });
  });

  test('needs its control shown on every device when the second team signs', async () => {
    const asked = await request(['W-2'], { controls: [{ kind: 'package-absent', name: 'smb' }] });
    await sign(itLead, asked);
    // The export lists no software: nothing is shown.
    await expect(sign(infosecLead, asked)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('shown on 0 of 1 devices'),
    });
    await it.call(acts.withdrawException, { params: { exceptionId: asked.exceptionId }, body: { note: 'no' } });
  });

  test('holds by the owner’s word only while the owner renews it', async () => {
    const control = { kind: 'attestation', statement: 'The port is closed.', validDays: 30 } as const;
    const asked = await request(['W-2'], { controls: [control], ownerId: infosec.actor.personId });
    await sign(itLead, asked);
    await expect(sign(infosecLead, asked)).rejects.toMatchObject({ status: 409 });
    const word = { params: { exceptionId: asked.exceptionId }, body: { control: 1 } };
    await expect(it.call(acts.attestControl, word)).rejects.toMatchObject({ status: 403 });
    await infosec.call(acts.attestControl, word);
    await sign(infosecLead, asked);
    await expect.poll(async () => (await verdicts())['W-2']).toBe('excepted');
    await sql`ALTER TABLE exception_attestation DISABLE TRIGGER USER`.execute(server.database.db);
    await sql`UPDATE exception_attestation SET attested_at = attested_at - interval '31 days',
      expires_at = expires_at - interval '31 days'`.execute(server.database.db);
    expect(await check(asked.exceptionId)).toMatchObject({
      state: 'reopened',
      endedBecause: expect.stringContaining('The owner attests every 30 days'),
    });
    await expect.poll(async () => (await verdicts())['W-2']).toBe('open');
  });
});

describe('an exception ends', () => {
  test('on its date: the cells are open again, the remediation is found again, the owner is told', async () => {
    // All that is open of the fix: then its remediation is set aside as a whole.
    const { exceptionId } = await inForce(DEVICES);
    const remediation = async () => (await it.call(listRemediations, { query: { search: KB, state: 'all' } })).rows[0];
    await expect.poll(remediation).toMatchObject({ place: 'closed', closedAs: 'excepted' });
    await letDaysPass(exceptionId, 61);
    expect(await check(exceptionId)).toMatchObject({ state: 'expired' });
    await expect.poll(async () => (await verdicts())['W-1']).toBe('open');
    await expect.poll(remediation).toMatchObject({ place: 'prioritise', reopened: 1 });
    const { rows } = await it.call(listNotifications);
    expect(rows.map(({ title }) => title)).toContainEqual(expect.stringMatching(/^EX-\d+ of KB5044273 has expired$/));
  });

  test('comes back to its owner before its date, once', async () => {
    const { exceptionId, name } = await inForce(['W-1']);
    await letDaysPass(exceptionId, 50);
    await check(exceptionId);
    await check(exceptionId);
    const { rows } = await it.call(listNotifications);
    const comesBack = ({ title }: NotificationRow) => title === `${name} of ${KB} comes back to you`;
    expect(rows.filter(comesBack)).toMatchObject([{ settled: null }]);
    const { rows: due, counts } = await it.call(contract.listExceptions, { query: { view: 'due' } });
    expect(due.map((row) => row.name)).toEqual([name]);
    expect(counts).toMatchObject({ inForce: 1, due: 1 });
    // What was asked for is done, and says so at once.
    const wanted = (await itLead.call(listNotifications)).rows.find(({ title }) => title.startsWith(`${name} of`));
    expect(wanted).toMatchObject({
      kind: 'signature-wanted',
      settled: expect.stringMatching(/^Done: .* has signed it for IT\.$/),
    });
    await it.call(acts.renewException, { params: { exceptionId }, body: { until: inDays(120) } });
    const after = (await it.call(listNotifications)).rows.filter(comesBack);
    expect(after).toMatchObject([{ settled: 'Done: its renewal waits for signatures.' }]);
  });

  test('at once when a device can be reached from the internet', async () => {
    const { exceptionId } = await inForce(['W-1', 'W-2']);
    await it.call(changeManyAttributes, {
      body: { devices: { names: ['W-2'] }, set: [{ kind: 'exposure', value: 'internet' }], remove: [] },
    });
    await expect
      .poll(() => read(exceptionId), { timeout: 10_000 })
      .toMatchObject({ state: 'reopened', endedBecause: expect.stringContaining('reachable from the internet') });
    await expect.poll(async () => (await verdicts())['W-2']).toBe('open');
  });

  test('at once when its control is not shown any more', async () => {
    const { exceptionId } = await inForce(['W-3', 'W-4']);
    await it.call(changeManyAttributes, {
      body: { devices: { names: ['W-4'] }, set: [], remove: [{ kind: 'group', value: 'isolated' }] },
    });
    await expect
      .poll(() => read(exceptionId), { timeout: 10_000 })
      .toMatchObject({ state: 'reopened', endedBecause: expect.stringContaining('shown on 1 of 2 devices') });
    expect((await read(exceptionId)).controls[0]?.check).toMatchObject({ holds: false, failing: ['W-4'] });
    await it.call(changeManyAttributes, {
      body: { devices: { names: ['W-4'] }, set: [{ kind: 'group', value: 'isolated' }], remove: [] },
    });
  });

  test('at once when KEV lists a vulnerability of it, and cannot be signed as it was asked', async () => {
    const { exceptionId } = await inForce(['W-3']);
    const waiting = await request(['W-4']);
    await sign(itLead, waiting);
    await infosec.call(loadKnowledge, { file: bundle('2026-02-02', true) });
    await expect
      .poll(() => read(exceptionId), { timeout: 10_000 })
      .toMatchObject({ state: 'reopened', endedBecause: expect.stringContaining('CVE-2026-1000 is in KEV now') });
    await expect.poll(async () => (await verdicts())['W-3']).toBe('open');
    await expect(sign(infosecLead, waiting)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('more urgent than when it was asked for'),
    });
    await itLead.call(acts.declineException, {
      params: { exceptionId: waiting.exceptionId },
      body: { note: 'in KEV' },
    });
  });

  test('by itself when the fix is in', async () => {
    const { exceptionId } = await inForce(['W-5']);
    await deliver(it, 'it', 'export-2.csv', exported(['W-5']));
    const seen = Math.floor(Date.now() / 1000) - 3600;
    await deliver(infosec, 'infosec', 'scan-2.nessus', nessusScan([{ name: 'W-5', from: seen }]));
    await expect.poll(async () => (await verdicts())['W-5']).toBe('proven');
    await expect.poll(() => read(exceptionId), { timeout: 10_000 }).toMatchObject({ state: 'fixed', openDevices: 0 });
  });
});

describe('a renewal', () => {
  test('takes both signatures anew, is counted, and holds to the earlier date until then', async () => {
    const { exceptionId, endsAt } = await inForce(['W-1']);
    const asked = await it.call(acts.renewException, { params: { exceptionId }, body: { until: inDays(120) } });
    expect(asked).toMatchObject({ state: 'in-force', renewals: 0, endsAt, waiting: { round: 2 } });
    await expect(
      it.call(acts.renewException, { params: { exceptionId }, body: { until: inDays(130) } }),
    ).rejects.toMatchObject({ status: 409 });
    await sign(infosecLead, asked);
    await sign(itLead, asked);
    const renewed = await read(exceptionId);
    expect(renewed).toMatchObject({ state: 'in-force', renewals: 1, waiting: null });
    expect(Date.parse(renewed.endsAt ?? '')).toBeGreaterThan(Date.parse(endsAt ?? ''));
    expect(renewed.rounds.map(({ state }) => state)).toEqual(['in-force', 'over']);
  });
});

describe('an exception asked for anew', () => {
  const endedDaysAgo = (exceptionId: string, days: number) =>
    sql`UPDATE exception SET ended_at = ended_at - make_interval(days => ${days}) WHERE exception_id = ${exceptionId}::uuid`.execute(
      server.database.db,
    );
  const previewOf = (names: readonly string[], target: contract.ExceptionRow['target']) =>
    it.call(contract.previewException, { body: { target, devices: { names: [...names] }, controls: [] } });
  test('within ninety days counts as a renewal, adds to those before, and says what it goes on from', async () => {
    const first = await inForce(['W-1', 'W-2']);
    await letDaysPass(first.exceptionId, 61);
    await check(first.exceptionId);
    await endedDaysAgo(first.exceptionId, 89);
    const target = { kind: 'fix', fix: KB } as const;
    expect(await previewOf(['W-2', 'W-3'], target)).toMatchObject({ goesOnFrom: [{ name: first.name, renewals: 0 }] });
    // Of other devices it is another risk.
    expect((await previewOf(['W-3'], target)).goesOnFrom).toEqual([]);
    const again = await inForce(['W-2', 'W-3']);
    expect(again).toMatchObject({
      renewals: 1,
      goesOnFrom: [{ exceptionId: first.exceptionId, name: first.name }],
      timeline: expect.arrayContaining([
        expect.objectContaining({ sentence: expect.stringContaining(`anew after ${first.name} ended`) }),
      ]),
    });
    expect((await it.call(readLeadership)).exceptions).toMatchObject({ inForce: 1, renewals: 1 });
    const renewal = await it.call(acts.renewException, {
      params: { exceptionId: again.exceptionId },
      body: { until: inDays(120) },
    });
    await sign(itLead, renewal);
    await sign(infosecLead, renewal);
    expect(await read(again.exceptionId)).toMatchObject({ renewals: 2 });
    await itLead.call(acts.endException, { params: { exceptionId: again.exceptionId }, body: { note: 'not good' } });
    const third = await request(['W-2']);
    expect(third).toMatchObject({
      state: 'asked',
      renewals: 3,
      goesOnFrom: [{ name: again.name }, { name: first.name }],
    });
    await it.call(acts.withdrawException, { params: { exceptionId: third.exceptionId }, body: { note: 'no' } });
  });

  test('is a new one after that, and where the one before was never in force or has its fix', async () => {
    const old = await inForce(['W-4']);
    await itLead.call(acts.endException, { params: { exceptionId: old.exceptionId }, body: { note: 'no' } });
    await endedDaysAgo(old.exceptionId, 91);
    const declined = await request(['W-4']);
    await itLead.call(acts.declineException, { params: { exceptionId: declined.exceptionId }, body: { note: 'no' } });
    const fresh = await request(['W-4']);
    expect(fresh).toMatchObject({ renewals: 0, goesOnFrom: [] });
    await it.call(acts.withdrawException, { params: { exceptionId: fresh.exceptionId }, body: { note: 'no' } });
    await sql`UPDATE exception SET state = 'fixed', ended_at = now() - interval '1 day' WHERE exception_id = ${old.exceptionId}::uuid`.execute(
      server.database.db,
    );
    expect((await previewOf(['W-4'], { kind: 'fix', fix: KB })).goesOnFrom).toEqual([]);
  });
});

describe('a review meeting', () => {
  test('is of both teams; decides with one click each; its minutes are written and kept', async () => {
    const [one, two] = [await inForce(['W-1']), await inForce(['W-2'])];
    const present = [itLead.actor.personId, infosecLead.actor.personId];
    await expect(
      itLead.call(openMeeting, { body: { present: [itLead.actor.personId, it.actor.personId] } }),
    ).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('Nobody of InfoSec'),
    });
    const { meetingId } = await itLead.call(openMeeting, { body: { present } });
    const decide = (exceptionId: string, decision: 'renew' | 'end' | 'hand-back', note = '') =>
      infosecLead.call(decideInMeeting, { params: { meetingId }, body: { exceptionId, decision, note } });
    await expect(decide(one.exceptionId, 'end')).rejects.toMatchObject({ status: 400 });
    await decide(one.exceptionId, 'renew', 'The vendor needs until spring.');
    await decide(two.exceptionId, 'end', 'The new image has it.');
    await expect(decide(two.exceptionId, 'renew')).rejects.toMatchObject({ status: 409 });
    expect(await read(one.exceptionId)).toMatchObject({ waiting: { round: 2 } });
    expect(await read(two.exceptionId)).toMatchObject({ state: 'ended', endedBecause: 'The new image has it.' });
    const closed = await itLead.call(closeMeeting, { params: { meetingId }, body: { notes: 'Next time in May.' } });
    expect(closed.minutes).toContain('Present: IT: B. Brandt. InfoSec: A. Osei.');
    expect(closed.minutes).toContain(`${one.name} (${KB}) is to be renewed until`);
    expect(closed.minutes).toContain(`${two.name} (${KB}) has ended. A. Osei: The new image has it.`);
    expect(closed.minutes.endsWith('Next time in May.')).toBe(true);
    await expect(decide(one.exceptionId, 'end', 'late')).rejects.toMatchObject({ status: 409 });
    const [kept] = (await it.call(listMeetings)).rows;
    expect(kept?.minutes).toBe(closed.minutes);
  });
});

test('leaders see how many, how often renewed and the oldest; the auditor has every round, signature, check and minute', async () => {
  const { db } = server.database;
  const { name, rounds } = await inForce(['W-1', 'W-2']);
  const { exceptions } = await it.call(readLeadership);
  expect(exceptions).toMatchObject({ inForce: 1, devices: 2, renewals: 0, oldest: { name, what: KB } });
  const linesOf = async (table: AsyncGenerator<string>): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const line of table) lines.push(line);
    return lines;
  };
  const all = await linesOf(exceptionsTable(db));
  const hash = rounds[0]?.hash ?? '-';
  expect(all.filter((line) => line.includes(hash))).toHaveLength(1);
  // The head, and a row a round of each exception of this file.
  const { rows } = await sql<{ rounds: number }>`SELECT count(*)::integer AS rounds FROM exception_round`.execute(db);
  expect(all).toHaveLength(1 + (rows[0]?.rounds ?? 0));
  expect((await linesOf(exceptionSignaturesTable(db))).filter((line) => line.includes(hash))).toHaveLength(2);
  expect((await linesOf(exceptionChecksTable(db))).some((line) => line.startsWith(`${name},1,1,`))).toBe(true);
  expect((await linesOf(exceptionMinutesTable(db))).join('')).toContain('Next time in May.');
});

test('what is kept is what the evidence and the exceptions give', async () => {
  const { db } = server.database;
  await inForce(['W-1', 'W-6']);
  await expect.poll(() => checkCells(db)).toMatchObject({ differingDevices: [], differingTotals: [] });
});
