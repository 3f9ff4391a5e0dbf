import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readRequestDeviceIds, readRequests } from '@baton/store/disagreements/read-requests.ts';
import { readHistory } from '@baton/store/relay/history.ts';
import { readRemediations, updateRemediations } from '@baton/store/relay/remediations.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { deployFix } from './deploy-fix.ts';
import { followCells } from './follow-cells.ts';
import { type MoveRequest, moveBaton } from './move-baton.ts';
import type { RelayContext } from './relay-context.ts';
import { requestVerification } from './request-verification.ts';
import {
  EXPAT_FIXES,
  keepCells,
  keepCheck,
  keepInfosecReport,
  openCell,
  provenCell,
  staleCell,
  type ToldCell,
  testEvidence,
} from './testing/kept-cells.ts';
import { addKey, addPerson } from './testing/relay-people.ts';

const database = useTestDatabase();
let devices: string[] = [];
let novak: PersonActor;
let brandt: PersonActor;
let sato: PersonActor;
let fixes = 0;
let minutes = 0;
let fixId = '';

beforeAll(async () => {
  novak = await addPerson(database.db, 'S. Novak', 'it');
  brandt = await addPerson(database.db, 'K. Brandt', 'it', 'lead');
  sato = await addPerson(database.db, 'M. Sato', 'infosec');
});

beforeEach(async () => {
  devices = [randomUUID(), randomUUID()];
  fixId = EXPAT_FIXES[fixes] ?? '';
  fixes += 1;
  await tell(devices.map(openCell));
});

const tell = (cells: readonly ToldCell[]) => keepCells(database.db, fixId, cells);

/** Each act comes ten minutes after the one before. */
function context(): RelayContext {
  minutes += 10;
  const now = Temporal.Instant.from('2026-11-10T08:00:00Z').add({ minutes }).toString();
  return { now, evidence: testEvidence, timeZone: 'Europe/Berlin' };
}

function inTransaction<Result>(work: (trx: DatabaseTransaction) => Promise<Result>): Promise<Result> {
  return database.db.transaction().execute(work);
}

/** Until a statement of somebody waits for somebody else's. */
async function untilOneWaits(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await sql`
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(
        database.db,
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
}

const follow = () => inTransaction((trx) => followCells(trx, context(), [fixId]));

async function remediation() {
  const [record] = await readRemediations(database.db, { fixIds: [fixId] });
  if (!record) throw new Error('no remediation');
  return record;
}

async function move(actor: PersonActor, act: MoveRequest['act'], more: Partial<MoveRequest> = {}) {
  const { remediation_id: remediationId, version } = await remediation();
  return inTransaction((trx) =>
    moveBaton(trx, context(), { actor, remediationId, act, version, note: 'It is ready.', ...more }),
  );
}

async function walkToDeploy() {
  await follow();
  await move(sato, 'hand-over');
  await move(novak, 'hand-over');
  await move(novak, 'hand-over', { test: { devices: 2, good: 2, summary: 'No trouble.' } });
  await move(brandt, 'hand-over');
}

describe('following the cells', () => {
  test('opens a remediation where a fix is found for the first time, identified, with InfoSec to prioritise', async () => {
    expect(await follow()).toMatchObject({ opened: 1 });
    expect(await remediation()).toMatchObject({
      place: 'prioritise',
      holder: 'infosec',
      open: 2,
      severity: 'critical',
      tier_id: 'critical',
      clock_aim: 'test',
      carrier_name: null,
    });
  });

  test('changes nothing when done again', async () => {
    await follow();
    const before = await remediation();
    expect(await follow()).toEqual({ opened: 0, reopened: 0, closed: 0, superseded: 0, setAside: 0 });
    expect(await remediation()).toEqual(before);
  });

  test('opens none for cells that only wait to be looked at, and none that are proven', async () => {
    await tell([{ ...staleCell(devices[0] ?? ''), infosecSays: 'not_reported' }, provenCell(devices[1] ?? '')]);
    expect(await follow()).toMatchObject({ opened: 0 });
  });

  test('ends a remediation that no device needs any more', async () => {
    await follow();
    await tell([]);
    expect(await follow()).toMatchObject({ superseded: 1 });
    expect(await remediation()).toMatchObject({ place: 'closed', closed_as: 'superseded' });
  });

  test('two that open the same fix at one time open one', async () => {
    const both = await Promise.all([follow(), follow()]);
    expect(both.reduce((sum, { opened }) => sum + opened, 0)).toBe(1);
  });

  test('of two remediations that change different columns each keeps its others', async () => {
    await follow();
    const first = await remediation();
    fixId = EXPAT_FIXES[fixes] ?? '';
    fixes += 1;
    await tell(devices.map(openCell));
    await follow();
    const second = await remediation();
    await inTransaction((trx) =>
      updateRemediations(trx, [
        { remediation_id: first.remediation_id, title: 'Another title' },
        { remediation_id: second.remediation_id, severity: 'low' },
      ]),
    );
    expect(
      await readRemediations(database.db, { remediationIds: [first.remediation_id, second.remediation_id] }),
    ).toEqual(
      expect.arrayContaining([
        { ...first, title: 'Another title' },
        { ...second, severity: 'low' },
      ]),
    );
  });

  test('what another opens meanwhile is followed apart, so that no two wait for each other in a circle', async () => {
    const other = await database.db.startTransaction().execute();
    await followCells(other, context(), [fixId]);
    const mine = await database.db.startTransaction().execute();
    const following = followCells(mine, context(), [fixId]);
    await untilOneWaits();
    await other.commit().execute();
    expect(await following).toMatchObject({ opened: 0 });
    const held = sql`SELECT FROM remediation WHERE fix_id = ${fixId} FOR UPDATE NOWAIT`.execute(database.db);
    await expect(held).resolves.toBeDefined();
    await mine.commit().execute();
    const { rows } = await sql`
      SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE t.identifier = 'follow-cells' AND payload::text LIKE ${`%${fixId}"%`}`.execute(database.db);
    expect(rows).toEqual([{ payload: { fixIds: [fixId] } }]);
  });
});

describe('the whole relay', () => {
  test('goes leg by leg, keeps who held it, asks InfoSec to look, and is closed by the evidence', async () => {
    await walkToDeploy();
    expect(await remediation()).toMatchObject({
      place: 'deploy',
      holder: 'it',
      carrier_name: 'K. Brandt',
      clock_aim: 'fix',
    });
    await tell(devices.map(staleCell));
    await keepCheck(database.db, fixId, '208292');
    expect(await move(novak, 'hand-over')).toMatchObject({ place: 'verify' });
    const { remediation_id: id } = await remediation();
    expect(await requestsOf(id)).toMatchObject([
      {
        kind: 'rescan',
        byTeam: 'it',
        deviceIds: expect.arrayContaining(devices),
        checks: [{ kind: 'check', id: '208292' }],
      },
    ]);
    await tell(devices.map(provenCell));
    expect(await follow()).toMatchObject({ closed: 1 });
    expect(await remediation()).toMatchObject({ place: 'closed', closed_as: 'proven', proven: 2 });

    await tell([openCell(devices[0] ?? ''), provenCell(devices[1] ?? '')]);
    expect(await follow()).toMatchObject({ reopened: 1 });
    expect(await remediation()).toMatchObject({ place: 'deploy', holder: 'it', reopened: 1, closed_as: null });
  });

  test('closes at the hand-over where everything is proven already', async () => {
    await walkToDeploy();
    await tell(devices.map(provenCell));
    expect(await move(novak, 'hand-over')).toMatchObject({ place: 'closed' });
  });

  test('is closed by a person of InfoSec when all is proven, and not before', async () => {
    await walkToDeploy();
    await tell(devices.map(staleCell));
    await move(novak, 'hand-over');
    await expect(move(sato, 'close')).rejects.toMatchObject({
      code: 'relay-refused',
      message: expect.stringMatching(/^Close opens when 2 of 2/),
    });
    await tell(devices.map(provenCell));
    expect(await move(sato, 'close')).toMatchObject({ place: 'closed' });
  });

  test('leaves a rejection that InfoSec agreed to as it is, though the fix is still missing', async () => {
    await follow();
    await move(sato, 'hand-over');
    await move(novak, 'reject', { rejectReason: 'breaks-application' });
    await move(sato, 'uphold');
    expect(await follow()).toMatchObject({ reopened: 0 });
    expect(await remediation()).toMatchObject({ place: 'closed', closed_as: 'rejected' });
  });
});

describe('who may do what', () => {
  test('the other team, a member in the lead’s leg and a key do not move the baton', async () => {
    await follow();
    await expect(move(novak, 'hand-over')).rejects.toMatchObject({ code: 'not-permitted' });
    await move(sato, 'hand-over');
    await move(novak, 'hand-over');
    await move(novak, 'hand-over', { test: { devices: 1, good: 1, summary: 'ok' } });
    await expect(move(novak, 'hand-over')).rejects.toMatchObject({ code: 'not-permitted' });
    const key = await addKey(database.db, 'ci', 'it', brandt);
    const { remediation_id: remediationId, version } = await remediation();
    const byKey = inTransaction((trx) =>
      moveBaton(trx, context(), { actor: key, remediationId, act: 'hand-over', version, note: 'x' }),
    );
    await expect(byKey).rejects.toMatchObject({ code: 'not-permitted' });
  });

  test('nobody moves a baton that has moved since they looked', async () => {
    await follow();
    const { version } = await remediation();
    await move(sato, 'hand-over');
    await expect(move(sato, 'hand-over', { version })).rejects.toMatchObject({ code: 'baton-moved' });
  });

  test('of two who hand over at one time one does', async () => {
    await follow();
    const { version } = await remediation();
    const outcomes = await Promise.allSettled([
      move(sato, 'hand-over', { version }),
      move(sato, 'hand-over', { version }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a remediation is not closed by evidence that its deployer brought, but by another person', async () => {
    await walkToDeploy();
    await move(novak, 'hand-over');
    await tell(devices.map(provenCell));
    await keepInfosecReport(database.db, novak, devices);
    expect(await follow()).toMatchObject({ closed: 0 });
    const key = await addKey(database.db, 'scanner of Novak', 'infosec', novak);
    await keepInfosecReport(database.db, key, devices);
    expect(await follow()).toMatchObject({ closed: 0 });
    expect(await move(sato, 'close')).toMatchObject({ place: 'closed' });
  });

  test('nor by a report that IT brought in InfoSec’s name, but by one that InfoSec brought', async () => {
    await walkToDeploy();
    await move(novak, 'hand-over');
    await tell(devices.map(provenCell));
    await keepInfosecReport(database.db, brandt, devices);
    expect(await follow()).toMatchObject({ closed: 0 });
    await keepInfosecReport(database.db, sato, devices);
    expect(await follow()).toMatchObject({ closed: 1 });
  });

  test('the database itself refuses a close by the deployer, a change of history, and a gap in it', async () => {
    await walkToDeploy();
    await move(novak, 'hand-over');
    const { remediation_id: id, version } = await remediation();
    const insertClose = (seq: number, person: PersonActor) =>
      sql`INSERT INTO remediation_event (remediation_id, seq, at, act, from_place, to_place, by_kind, by_id, by_person, by_name,
        by_team, details) VALUES (${id}, ${seq}, '2027-01-01', 'close', 'verify', 'closed', 'person', ${person.personId},
        ${person.personId}, 'x', 'infosec', '{}')`.execute(database.db);
    await expect(insertClose(version + 1, novak)).rejects.toThrow(/whoever deployed cannot verify/);
    await expect(insertClose(version + 2, sato)).rejects.toThrow(/does not follow/);
    await expect(sql`UPDATE remediation_event SET note = 'x'`.execute(database.db)).rejects.toThrow(/only appended/);
    await expect(sql`DELETE FROM remediation_event`.execute(database.db)).rejects.toThrow(/only appended/);
  });

  test('every act is in the log, with who and what', async () => {
    await walkToDeploy();
    const { remediation_id: id } = await remediation();
    const rows = await database.db
      .selectFrom('log_entry')
      .select(['action', 'team'])
      .where('subject_id', '=', id)
      .orderBy('at')
      .execute();
    expect(rows.map((row) => row.team)).toEqual([null, 'infosec', 'it', 'it', 'it']);
    expect(rows[0]?.action).toBe('remediation.opened');
  });
});

describe('deploying', () => {
  test('is refused outside of test and deploy, and names each device to which nothing can be deployed', async () => {
    await follow();
    const { remediation_id: remediationId, version } = await remediation();
    const deploy = (seen: number) =>
      inTransaction((trx) =>
        deployFix(trx, context(), {
          actor: novak,
          remediationId,
          version: seen,
          deviceIds: [...devices, randomUUID()],
          note: null,
        }),
      );
    await expect(deploy(version)).rejects.toMatchObject({ code: 'relay-refused' });
    await move(sato, 'hand-over');
    await move(novak, 'hand-over');
    const answer = await deploy((await remediation()).version);
    expect(answer.queued).toEqual([]);
    expect(answer.refused.map(({ why }) => why)).toEqual([
      'No agent of ours reports for this device: deploy with your own tool.',
      'No agent of ours reports for this device: deploy with your own tool.',
      'This device does not need the fix.',
    ]);
  });

  test('InfoSec does not deploy', async () => {
    await walkToDeploy();
    const { remediation_id: remediationId, version } = await remediation();
    await expect(
      inTransaction((trx) =>
        deployFix(trx, context(), { actor: sato, remediationId, version, deviceIds: devices, note: null }),
      ),
    ).rejects.toMatchObject({ code: 'not-permitted' });
  });
});

describe('asking InfoSec to look again', () => {
  test('lists what IT has installed and InfoSec has not seen, and stays where it is', async () => {
    await walkToDeploy();
    await tell([openCell(devices[0] ?? ''), staleCell(devices[1] ?? '')]);
    const { remediation_id: remediationId, version } = await remediation();
    await inTransaction((trx) =>
      requestVerification(trx, context(), { actor: novak, remediationId, version, note: null }),
    );
    expect(await requestsOf(remediationId)).toMatchObject([{ devices: 1, deviceIds: [devices[1]] }]);
    expect((await readHistory(database.db, remediationId)).at(-1)).toMatchObject({
      act: 'request-verification',
      to: null,
    });
  });
});

/** Requests for a rescan that a remediation made, with their devices. */
async function requestsOf(remediationId: string) {
  const { rows } = await readRequests(database.db, { remediationId }, { limit: 10, offset: 0 });
  const devicesOf = await readRequestDeviceIds(
    database.db,
    rows.map(({ requestId }) => requestId),
  );
  return rows.map((row) => ({ ...row, deviceIds: devicesOf.get(row.requestId) }));
}
