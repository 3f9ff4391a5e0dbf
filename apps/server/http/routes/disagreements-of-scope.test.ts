import { getBoard } from '@baton/contract/board.ts';
import { assignCells, previewWork } from '@baton/contract/disagreement-acts.ts';
import * as contract from '@baton/contract/disagreements.ts';
import { createImport } from '@baton/contract/imports.ts';
import { changeManyAttributes } from '@baton/contract/scope.ts';
import { hoursAgo, nessusScan, patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';
import { waitForImport } from '../../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });
const scope = 'site:Berlin';
const KBS = ['KB5044273', 'KB5044285'];
const NAMES = [1, 2, 3, 4, 5].map((n) => `SCQ-${n}`);
const BERLIN = ['SCQ-1', 'SCQ-4'];
const EVERY = contract.groupBy.options;

let it: TestPerson;
let infosec: TestPerson;

/** Two fixes on five devices, all scanned before the install; two devices in Berlin, one of them restarted never since. */
beforeAll(async () => {
  it = await server.person({ team: 'it', name: 'S. Novak' });
  infosec = await server.person({ team: 'infosec', name: 'M. Sato' });
  const rows = NAMES.flatMap((computer) =>
    KBS.map((kb) => ({
      computer,
      kb,
      status: 'Installed',
      installedOn: hoursAgo(31),
      ...(computer === 'SCQ-4' ? { lastBoot: hoursAgo(40), rebootPending: 'Yes' } : {}),
    })),
  );
  const from = Math.floor(Date.now() / 1000) - 60 * 3600;
  const findings = KBS.map((kb, n) => ({ plugin: `20828${n}`, kb }));
  const hosts = NAMES.map((name) => ({ name, from: name === 'SCQ-4' ? from + 50 * 3600 : from, findings }));
  await deliver(it, 'it', 'pdq.csv', patchCsv(rows));
  await deliver(infosec, 'infosec', 'weekly.nessus', nessusScan(hosts));
  const set = [{ kind: 'site', value: 'Berlin' } as const];
  await it.call(changeManyAttributes, { body: { devices: { names: BERLIN }, set } });
}, 60_000);

async function deliver(person: TestPerson, team: 'it' | 'infosec', fileName: string, text: string): Promise<void> {
  const query = { fileName, team, ...(team === 'it' ? { source: 'PDQ' } : {}) };
  await waitForImport(person.call, (await person.call(createImport, { query, file: text })).importId);
}

const queue = (by: contract.GroupBy, view: { readonly scope?: string; readonly day?: string } = { scope }) =>
  infosec.call(contract.listDisagreements, { query: { by, ...view } });
const cells = (filter: contract.AskedFilter) =>
  infosec.call(contract.listWorkCells, { query: { ...filter, pageSize: 100 } });

/** The filter that a group's key stands for, as the page asks for its cells. */
function filterOf(by: contract.GroupBy, key: string): Record<string, string> {
  return by === 'gain' ? { cause: key } : { [by]: key };
}

describe('the disagreements of a scope', () => {
  test('are the board’s disputed and unproven cells, in every grouping', async () => {
    const { verdicts, agreed } = await infosec.call(getBoard, { query: { scope } });
    expect(verdicts.disputed + verdicts.unproven).toBe(4);
    for (const by of EVERY) {
      expect(await queue(by), by).toMatchObject({
        cells: 4,
        disputed: verdicts.disputed,
        unproven: verdicts.unproven,
        required: agreed.denominator,
      });
    }
    expect((await queue('cause', {})).cells).toBe(10);
  });

  test.each(EVERY)('by %s: a group’s count is that of its list, and no other device is in it', async (by) => {
    const { groups } = await queue(by);
    const listed = new Set<string>();
    for (const { key, cells: count } of groups) {
      const { rows, total } = await cells({ ...filterOf(by, key), scope });
      expect({ key, total, rows: rows.length }).toEqual({ key, total: count, rows: count });
      for (const { device } of rows) listed.add(device);
    }
    expect([...listed].sort()).toEqual(BERLIN);
  });

  test('by device, fix and check have only what the scope has', async () => {
    const devices = await queue('device');
    expect(devices).toMatchObject({ total: 2 });
    expect(devices.groups.map(({ label }) => label).sort()).toEqual(BERLIN);
    expect((await queue('fix')).groups.map(({ key, cells: some, devices: on }) => [key, some, on])).toEqual(
      KBS.map((kb) => [kb, 2, 2]),
    );
    expect((await queue('check')).groups.map(({ cells: some }) => some)).toEqual([2, 2]);
  });

  test('an act takes only its cells, as its preview says, and the number is the scope’s', async () => {
    const selection = { filter: { fix: KBS[0] ?? '', owner: 'infosec', scope } } as const;
    const { agreed } = await infosec.call(getBoard, { query: { scope } });
    const preview = await infosec.call(previewWork, { body: { act: 'assign', selection } });
    const taken = (await cells(selection.filter)).total;
    expect(taken).toBeGreaterThan(0);
    expect(preview).toMatchObject({ cells: taken, agreed, atMost: { numerator: agreed.numerator + taken } });
    const personId = infosec.actor.personId;
    expect(await infosec.call(assignCells, { body: { selection, personId } })).toMatchObject({ cells: taken });
    expect(await cells({ person: personId })).toMatchObject({ total: taken });
    expect((await queue('person')).groups.map(({ key, cells: some }) => [key, some])).toEqual([
      [personId, taken],
      ['nobody', 4 - taken],
    ]);
    const [named] = (await cells({ scope })).rows;
    const body = {
      act: 'ask' as const,
      selection: { cells: [{ deviceId: named?.deviceId ?? '', fix: named?.fix ?? '' }] },
    };
    expect((await infosec.call(previewWork, { body: { ...body, scope } })).agreed).toEqual(agreed);
    expect((await infosec.call(previewWork, { body })).agreed.denominator).toBe(10);
  });

  test('of a day gone by is told by cause, gain and team, and refused otherwise', async () => {
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    for (const by of ['cause', 'gain', 'owner'] as const)
      expect(await queue(by, { scope, day })).toMatchObject({ cells: 0 });
    for (const by of ['person', 'device', 'fix', 'check'] as const) {
      await expect(queue(by, { scope, day })).rejects.toThrow(/past day is not grouped/);
    }
  });

  test('that no device is of has nothing; one that cannot be read is refused', async () => {
    expect(await queue('fix', { scope: 'site:Bonn' })).toMatchObject({ cells: 0, groups: [] });
    await expect(queue('fix', { scope: 'weather:bad' })).rejects.toThrow(/no part of a scope/);
  });
});
