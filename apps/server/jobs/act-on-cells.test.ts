import { getDeviceRequest } from '@baton/contract/device-requests.ts';
import * as contract from '@baton/contract/disagreements.ts';
import { createImport } from '@baton/contract/imports.ts';
import { cancelWork, getWork } from '@baton/contract/work.ts';
import { type Acted, actOnCells, type CellAct, runCellAct } from '@baton/services/disagreements/act-on-cells.ts';
import { inSlices } from '@baton/services/disagreements/in-slices.ts';
import { hoursAgo, nessusScan, patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import { choiceOfFilter } from '@baton/services/read-disagreements/choose-cells.ts';
import { startWork } from '@baton/services/work/start-work.ts';
import { beforeAll, expect, test } from 'vitest';
import { relayContext } from '../relay-context.ts';
import { type TestPerson, useTestServer } from '../testing/test-server.ts';
import { waitForImport } from '../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });
const KB = 'KB5044273';
const NAMES = ['LNG-1', 'LNG-2', 'LNG-3'];
const selection = { filter: { fix: KB } };
let it: TestPerson;
let infosec: TestPerson;

beforeAll(async () => {
  it = await server.person({ team: 'it' });
  infosec = await server.person({ team: 'infosec' });
  const rows = NAMES.map((computer) => ({ computer, kb: KB, status: 'Installed', installedOn: hoursAgo(31) }));
  const from = Math.floor(Date.now() / 1000) - 60 * 3600;
  const hosts = NAMES.map((name) => ({ name, from, findings: [{ plugin: '208284', kb: KB }] }));
  for (const [person, team, fileName, text] of [
    [it, 'it', 'pdq.csv', patchCsv(rows)],
    [infosec, 'infosec', 'weekly.nessus', nessusScan(hosts)],
  ] as const) {
    const query = { fileName, team, ...(team === 'it' ? { source: 'PDQ' } : {}) };
    await waitForImport(person.call, (await person.call(createImport, { query, file: text })).importId);
  }
}, 60_000);

/** Two cells are very many here. */
const begin = (person: TestPerson, act: CellAct, longFrom = 2): Promise<Acted> =>
  actOnCells(server.database.db, relayContext(server.database.db), person.actor, act, longFrom);
const work = (workId: string | null) => infosec.call(getWork, { params: { workId: workId ?? '' } });
const ended = (workId: string | null, state: string) => expect.poll(async () => (await work(workId)).state).toBe(state);
const taken = async () =>
  (await infosec.call(contract.listWorkCells, { query: { person: infosec.actor.personId } })).total;

test('an act on few cells is done at once; one on very many is long work that tells how far it is', async () => {
  const act = { act: 'assign', selection, personId: infosec.actor.personId } as const;
  const begun = await begin(infosec, act);
  expect(begun).toMatchObject({ cells: 3, devices: 3 });
  await ended(begun.workId, 'done');
  expect(await work(begun.workId)).toMatchObject({
    title: 'Assigning 3 cells on 3 devices',
    team: 'infosec',
    progress: { done: 3, total: 3 },
  });
  expect(await taken()).toBe(3);
  expect(await begin(infosec, { ...act, personId: null }, 4)).toMatchObject({ cells: 3, workId: null });
  expect(await taken()).toBe(0);
});

test('a request that long work makes is found by the work, with its devices', async () => {
  const { workId, requestId } = await begin(it, { act: 'rescan', selection, note: null });
  expect(requestId).toBeNull();
  await ended(workId, 'done');
  const made = (await work(workId)).subjectId ?? '';
  const request = await infosec.call(getDeviceRequest, { params: { requestId: made } });
  expect(request).toMatchObject({ kind: 'rescan', devices: 3, checks: [{ kind: 'check', id: '208284' }] });
  expect(request.rows.map(({ device, cells }) => [device, cells]).sort()).toEqual(NAMES.map((name) => [name, 1]));
});

test('what is refused is refused before the work begins', async () => {
  const viewer = await server.person({ team: 'infosec', role: 'viewer' });
  await expect(begin(viewer, { act: 'rescan', selection, note: null })).rejects.toMatchObject({
    code: 'not-permitted',
  });
  await expect(begin(infosec, { act: 'assign', selection, personId: viewer.actor.personId })).rejects.toThrow(
    /only views/,
  );
  await expect(begin(infosec, { act: 'assign', selection, personId: it.actor.personId })).rejects.toMatchObject({
    code: 'not-permitted',
  });
});

test('work whose beginner has no account any more changes nothing', async () => {
  const gone = await server.person({ team: 'infosec' });
  const { db } = server.database;
  const workId = await queued(gone);
  const at = new Date().toISOString();
  await db.updateTable('person').set({ deactivated_at: at }).where('person_id', '=', gone.actor.personId).execute();
  await expect(run(workId, gone)).rejects.toThrow(/no open account/);
  expect(await work(workId)).toMatchObject({ state: 'failed', error: { code: 'not-permitted' } });
  expect(await taken()).toBe(0);
});

test('stopped before it begins it does nothing; asked to stop on the way it ends at the next slice', async () => {
  const workId = await queued(infosec);
  await infosec.call(cancelWork, { params: { workId } });
  await run(workId, infosec);
  expect((await work(workId)).state).toBe('cancelled');
  expect(await taken()).toBe(0);
  const { db } = server.database;
  const choice = await choiceOfFilter(db, selection.filter, Date.now());
  let told = 0;
  const stopping = {
    progress: () => {
      told += 1;
    },
    throwIfCancelled: () => {
      if (told > 1) throw new Error('stopped');
    },
  };
  await expect(inSlices(db, choice, stopping, async () => ({ cells: 3, devices: 3 }))).rejects.toThrow('stopped');
});

/** Long work that no job has taken up yet. */
async function queued({ actor }: TestPerson): Promise<string> {
  const { db } = server.database;
  const title = 'Assigning 3 cells';
  return (await db.transaction().execute((trx) => startWork(trx, actor, { kind: 'disagreements', title }))).workId;
}

function run(workId: string, { actor }: TestPerson): Promise<void> {
  const { db } = server.database;
  return runCellAct(db, relayContext(db), {
    workId,
    who: { kind: 'person', id: actor.personId, team: actor.team },
    act: { act: 'assign', selection, personId: actor.personId },
  });
}
