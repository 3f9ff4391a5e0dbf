import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { judgeAs, makeDevices, makeFixes, type ToldCell } from '../reconcile-devices/testing/told-history.ts';
import { approveEmergency, noteLateEmergencies } from '../relay/approve-emergency.ts';
import { EXPAT_FIXES, keepInfosecReport } from '../relay/testing/kept-cells.ts';
import { addSigner, clockedRelay } from '../service-levels/testing/clocked-relay.ts';
import { breachesOfCycle } from './breaches-of-cycle.ts';
import { deploymentsOfCycle } from './deployments-of-cycle.ts';
import { readLevels } from './read-levels.ts';

// What a cycle says of the work that was done in it, and of no other cycle's.

const database = useTestDatabase();
const relay = clockedRelay(() => database.db);
const CYCLE = { from: '2026-11-10T00:00:00Z', to: '2026-12-08T00:00:00Z' };
const BEFORE = { from: '2026-10-13T00:00:00Z', to: CYCLE.from };
let brandt: PersonActor;
let novak: PersonActor;
let sato: PersonActor;

beforeAll(async () => {
  brandt = await addSigner(database.db, 'K. Brandt', 'it');
  novak = await addSigner(database.db, 'S. Novak', 'it', 'member');
  sato = await addSigner(database.db, 'M. Sato', 'infosec', 'member');
});

/** Detected on 10 November at 8, tested on the 11th, deployed on the 13th, and proven when it is told. */
async function walk(fix: string, provenAt: string): Promise<void> {
  const test3 = { test: { devices: 1, good: 1, summary: 'No trouble.' } };
  relay.at('2026-11-10T08:00:00Z');
  const { devices } = await relay.open(fix, 1);
  for (const [at, actor, more] of [
    ['2026-11-10T09:00:00Z', sato, {}],
    ['2026-11-10T11:00:00Z', novak, {}],
    ['2026-11-11T11:00:00Z', novak, test3],
    ['2026-11-11T12:00:00Z', brandt, {}],
    ['2026-11-13T12:00:00Z', novak, {}],
  ] as const) {
    relay.at(at);
    await relay.move(fix, actor, more);
  }
  relay.at(provenAt);
  await keepInfosecReport(database.db, sato, devices);
  await relay.prove(fix, devices);
}

test('missed deadlines are those that fell into the cycle, by the leg that spent the most; levels are of its window', async () => {
  const [late = '', onTime = '', open = ''] = EXPAT_FIXES;
  // Due 72 hours after it was tested: on 14 November at 11.
  await walk(late, '2026-11-15T11:00:00Z');
  await walk(onTime, '2026-11-14T10:00:00Z');
  relay.at('2026-11-20T08:00:00Z');
  await relay.open(open, 1);
  const now = '2026-12-08T01:00:00Z';
  const breaches = await breachesOfCycle(database.db, now, CYCLE);
  expect(breaches).toMatchObject({
    total: 2,
    byLeg: [
      { leg: 'prioritise', team: 'infosec', breaches: 1 },
      { leg: 'deploy', team: 'it', breaches: 1, minutes: 48 * 60 },
    ],
  });
  const told = breaches.longest.map(({ fix, endedAt, minutesOver }) => [fix, endedAt, minutesOver]);
  expect(told).toContainEqual([late, '2026-11-15T11:00:00Z', 24 * 60]);
  expect(told[0]?.[0]).toBe(open);
  expect((await breachesOfCycle(database.db, now, BEFORE)).total).toBe(0);
  const levels = await readLevels(database.db, now, CYCLE);
  expect(levels.attainment).toEqual({ numerator: 1, denominator: 3 });
  expect(levels.timeToVerify).toEqual({ minutes: (22 + 47) * 30, of: 2 });
  expect(levels.legs.find(({ leg }) => leg === 'deploy')).toMatchObject({ team: 'it', minutes: 2 * 48 * 60 });
  expect((await readLevels(database.db, now, BEFORE)).legs).toEqual([]);
});

test('an emergency that was approved late belongs to the cycle in which its time ran out, with the leg and team of then', async () => {
  const fix = EXPAT_FIXES[3] ?? '';
  const osei = await addSigner(database.db, 'A. Osei', 'infosec');
  const act = (approver: PersonActor) =>
    database.db.transaction().execute(async (trx) => {
      const { remediation_id: remediationId } = await relay.remediationOf(fix);
      await approveEmergency(trx, relay.context(), { actor: approver, remediationId, note: 'As it went.' });
    });
  relay.at('2026-11-09T10:00:00Z');
  await relay.open(fix, 1);
  await relay.move(fix, osei, { act: 'emergency' });
  await act(osei);
  relay.at('2026-11-10T10:00:00Z');
  await noteLateEmergencies(database.db, relay.context());
  relay.at('2026-11-10T12:30:00Z');
  await act(brandt);
  const { lateApprovals } = await breachesOfCycle(database.db, '2026-12-08T01:00:00Z', CYCLE);
  expect(lateApprovals).toMatchObject({
    total: 1,
    longest: [
      {
        fix,
        declaredBy: 'A. Osei',
        dueAt: '2026-11-10T10:00:00Z',
        endedAt: '2026-11-10T12:30:00Z',
        minutesOver: 150,
        leg: 'deploy',
        team: 'it',
        awaited: [{ team: 'it', by: 'K. Brandt' }],
      },
    ],
  });
  const before = await breachesOfCycle(database.db, '2026-12-08T01:00:00Z', BEFORE);
  expect(before.lateApprovals).toEqual({ total: 0, longest: [] });
});

test('deployments that failed are told by how they ended, and what went back by its cause, within the cycle alone', async () => {
  const { db } = database;
  const ids = await makeDevices(db, ['a', 'b', 'c']);
  const command = await makeAgents(ids);
  const failed = { outcome: 'failed', exitCode: 100, summary: 'dpkg was interrupted.' };
  await command(0, '2026-11-12T10:00:00Z', { outcome: 'succeeded', exitCode: 0, summary: 'Installed.' });
  await command(1, '2026-11-12T10:00:00Z', failed);
  await command(1, '2026-11-13T10:00:00Z', failed);
  await command(2, '2026-11-13T10:00:00Z', failed);
  await command(2, '2026-11-14T10:00:00Z', null);
  await command(0, '2026-12-08T00:00:00Z', failed);
  await makeFixes(db, new Map([['KB1', []]]));
  const cell = (verdict: ToldCell['verdict'], cause: ToldCell['cause']): ToldCell => ({
    verdict,
    cause,
    owner: cause === null ? 'none' : 'it',
    itSays: verdict === 'proven' ? 'installed' : 'missing',
    infosecSays: verdict === 'proven' ? 'not_reported' : 'reported',
  });
  const judge = (at: string, device: number, told: ToldCell) =>
    judgeAs(db, Temporal.Instant.from(at), [
      { deviceId: ids[device] ?? '', name: 'x', operatingSystem: 'Debian 12', cells: new Map([['KB1', told]]) },
    ]);
  await judge('2026-11-01T00:00:00Z', 0, cell('proven', null));
  // Back, installed again, and back once more: one cell.
  await judge('2026-11-12T00:00:00Z', 0, cell('disputed', 'reverted'));
  await judge('2026-11-13T00:00:00Z', 0, cell('proven', null));
  await judge('2026-11-14T00:00:00Z', 0, cell('disputed', 'reverted'));
  await judge('2026-11-01T00:00:00Z', 1, cell('proven', null));
  await judge('2026-12-09T00:00:00Z', 1, cell('disputed', 'false-success'));
  expect(await deploymentsOfCycle(db, CYCLE)).toMatchObject({
    ended: 5,
    succeeded: 1,
    failed: [
      { outcome: 'failed', exitCode: 100, example: 'dpkg was interrupted.', commands: 3, devices: 2 },
      { outcome: 'expired', exitCode: null, commands: 1, devices: 1 },
    ],
    wentBack: [{ cause: 'reverted', label: 'Version went down', cells: 1, devices: 1 }],
  });
  expect(await deploymentsOfCycle(db, BEFORE)).toEqual({ ended: 0, succeeded: 0, failed: [], wentBack: [] });
});

/** @returns writes a command that ended with a result, or whose time passed */
async function makeAgents(deviceIds: readonly string[]) {
  const { db } = database;
  await sql`INSERT INTO command_signing_key (key_id, public_key, private_key) VALUES ('k', 'x', 'x')`.execute(db);
  const agents = deviceIds.map(() => randomUUID());
  await sql`INSERT INTO agent (agent_id, device_id, public_key, name, agent_version)
    SELECT a, d, 'x', 'x', '1' FROM unnest(${agents}::uuid[], ${deviceIds}::uuid[]) AS u (a, d)`.execute(db);
  let sequence = 0;
  return async (device: number, at: string, result: object | null): Promise<void> => {
    sequence += 1;
    await sql`INSERT INTO device_command (device_id, command_id, agent_id, sequence, body, envelope, key_id, signature, state,
        created_at, created_by_kind, created_by_name, expires_at, begun_at, ended_at, result)
      VALUES (${deviceIds[device]}, ${randomUUID()}, ${agents[device]}, ${sequence}, '{}', '', 'k', '',
        ${result === null ? 'expired' : 'ended'}, '2026-11-01', 'system', 'Baton', ${at}, NULL,
        ${result === null ? null : at}, ${result === null ? null : JSON.stringify(result)})`.execute(db);
  };
}
