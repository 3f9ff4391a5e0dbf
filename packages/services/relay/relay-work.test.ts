import { partsOf } from '@baton/domain/relay/fix-parts.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import { defaultPolicy } from '@baton/domain/service-levels/policies/default-policy.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readHistory } from '@baton/store/relay/history.ts';
import { keepPolicy } from '@baton/store/relay/policies.ts';
import { type RemediationRecord, readRemediations } from '@baton/store/relay/remediations.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { breachesTable } from '../audit/pack-tables.ts';
import { listBreaches } from '../service-levels/list-breaches.ts';
import { clockedRelay } from '../service-levels/testing/clocked-relay.ts';
import { approveEmergency, noteLateEmergencies } from './approve-emergency.ts';
import { assignRemediation } from './assign-remediation.ts';
import { commentOn } from './comment-on.ts';
import { deployFix } from './deploy-fix.ts';
import { notePart, setParts } from './fix-parts.ts';
import { collectEvidence, waiveEvidence } from './forensic-evidence.ts';
import { mergeRemediations } from './merge-remediations.ts';
import { moveBaton } from './move-baton.ts';
import { splitRemediation } from './split-remediation.ts';
import { noteTestResult, planTest } from './test-fix.ts';
import { EXPAT_FIXES, keepCells, openCell, provenCell, staleCell, type ToldCell } from './testing/kept-cells.ts';
import { addPerson } from './testing/relay-people.ts';
import { verifyDevices } from './verify-devices.ts';
import { watchRemediation } from './watch-remediation.ts';

const database = useTestDatabase();
const relay = clockedRelay(() => database.db);
let brandt: PersonActor;
let novak: PersonActor;
let lang: PersonActor;
let osei: PersonActor;
let sato: PersonActor;
let okoye: PersonActor;
let fixes = 0;
let fix = '';
let devices: string[] = [];
let id = '';

beforeAll(async () => {
  brandt = await addPerson(database.db, 'K. Brandt', 'it', 'lead');
  novak = await addPerson(database.db, 'S. Novak', 'it');
  lang = await addPerson(database.db, 'P. Lang', 'it');
  osei = await addPerson(database.db, 'A. Osei', 'infosec', 'lead');
  sato = await addPerson(database.db, 'M. Sato', 'infosec');
  okoye = await addPerson(database.db, 'L. Okoye', 'infosec');
});

beforeEach(async () => {
  fix = EXPAT_FIXES[fixes] ?? '';
  fixes += 1;
  const opened = await relay.open(fix, 3);
  devices = opened.devices;
  id = opened.record.remediation_id;
});

const act = <Done>(what: (trx: DatabaseTransaction) => Promise<Done>) => database.db.transaction().execute(what);
const record = async (which = id): Promise<RemediationRecord> => {
  const [found] = await readRemediations(database.db, { remediationIds: [which] });
  if (!found) throw new Error('no remediation');
  return found;
};
const about = async (actor: PersonActor, which = id) => ({
  actor,
  remediationId: which,
  version: (await record(which)).version,
  note: 'as agreed',
});
const move = async (actor: PersonActor, what: Parameters<typeof relay.move>[2] = {}) => relay.move(fix, actor, what);
const tell = async (cells: readonly ToldCell[]) => {
  await keepCells(database.db, fix, cells);
  await relay.follow(fix);
};
const split = async (actor: PersonActor, deviceIds: readonly string[], which = id) => {
  const wish = { ...(await about(actor, which)), deviceIds };
  return (await act((trx) => splitRemediation(trx, relay.context(), wish))).splitId;
};
const merge = async (actor: PersonActor, otherId: string, which = id) => {
  const wish = { ...(await about(actor, which)), otherId };
  return act((trx) => mergeRemediations(trx, relay.context(), wish));
};
const messagesTo = (person: PersonActor) =>
  database.db
    .selectFrom('notification')
    .select(['kind', 'title', 'body'])
    .where('person_id', '=', person.personId)
    .where('subject_id', '=', id)
    .orderBy('notification_id')
    .execute();

async function walkToDeploy(): Promise<void> {
  await move(sato);
  await move(novak);
  await move(novak, { test: { devices: 1, good: 1, summary: 'starts' } });
  await move(brandt);
}

describe('splitting', () => {
  test('gives the devices a remediation of the same leg, clock and past; each goes on by itself', async () => {
    relay.at('2026-11-10T09:00:00Z');
    await move(sato);
    const splitId = await split(lang, [devices[0] ?? '']);
    const [rest, off] = [await record(), await record(splitId)];
    expect(off).toMatchObject({ place: 'accept', is_split: true, open: 1, due_at: rest.due_at, tier_id: rest.tier_id });
    expect(rest).toMatchObject({ place: 'accept', is_split: false, open: 2 });
    const past = (await readHistory(database.db, splitId)).map(({ act: done, at }) => `${done} ${at}`);
    expect(past).toEqual((await readHistory(database.db, id)).map(({ act: done, at }) => `${done} ${at}`));
    await move(novak);
    expect([(await record()).place, (await record(splitId)).place]).toEqual(['test', 'accept']);
    await tell([provenCell(devices[0] ?? ''), openCell(devices[1] ?? ''), openCell(devices[2] ?? '')]);
    expect(await record(splitId)).toMatchObject({ proven: 1, open: 0 });
    expect(await record()).toMatchObject({ proven: 0, open: 2 });
  });

  test('takes the pauses of before along, so that no deadline moves earlier by it', async () => {
    await move(sato);
    const pauseId = '00000000-0000-4000-8000-0000000000a1';
    const before = (await record()).due_at;
    // Signing pauses is tested with service levels; here one stands.
    await sql`ALTER TABLE clock_pause DISABLE TRIGGER clock_pause_holds`.execute(database.db);
    await sql`INSERT INTO clock_pause (pause_id, remediation_id, reason, ends_at, asked_at, asked_by, asked_by_team, starts_at)
      VALUES (${pauseId}, ${id}, 'move', '2026-11-10T12:00:00Z', '2026-11-10T08:00:00Z', 'x', 'it', '2026-11-10T08:30:00Z')`.execute(
      database.db,
    );
    await sql`ALTER TABLE clock_pause ENABLE TRIGGER clock_pause_holds`.execute(database.db);
    relay.at('2026-11-10T13:00:00Z');
    await relay.follow(fix);
    const paused = (await record()).due_at;
    expect(Date.parse(paused ?? '')).toBeGreaterThan(Date.parse(before ?? ''));
    const splitId = await split(lang, [devices[0] ?? '']);
    await relay.follow(fix);
    expect((await record(splitId)).due_at).toBe(paused);
    relay.at('2026-11-10T09:00:00Z');
  });

  test('is refused for all devices, for those of another, and by the team that does not hold the baton', async () => {
    await expect(split(sato, devices)).rejects.toMatchObject({ code: 'invalid' });
    await expect(split(sato, ['00000000-0000-4000-8000-000000000001'])).rejects.toMatchObject({
      where: 'body.deviceIds',
    });
    await expect(split(novak, [devices[0] ?? ''])).rejects.toMatchObject({ code: 'relay-refused' });
  });
});

describe('merging', () => {
  test('brings devices together again, in either direction, and the rest of the fix is with the one that goes on', async () => {
    const first = await split(sato, [devices[0] ?? '']);
    const second = await split(sato, [devices[1] ?? '']);
    await merge(sato, second, first);
    expect(await record(first)).toMatchObject({ open: 2 });
    expect(await record(second)).toMatchObject({ place: 'closed', closed_as: 'merged', open: 0 });
    await merge(sato, id, first);
    expect(await record(first)).toMatchObject({ open: 3, is_split: false });
    expect(await record()).toMatchObject({ closed_as: 'merged', open: 0 });
    await relay.findAgain(fix, [...devices, '00000000-0000-4000-8000-0000000000b2']);
    expect(await record(first)).toMatchObject({ open: 4 });
    expect(await record()).toMatchObject({ place: 'closed', open: 0 });
  });

  test('leaves no leg out and lets no deadline move later', async () => {
    const splitId = await split(sato, [devices[0] ?? '']);
    await move(sato);
    await expect(merge(novak, splitId)).rejects.toThrow(/no leg is left out/);
    const wish = { ...(await about(sato, splitId)), act: 'hand-over' as const };
    await act((trx) => moveBaton(trx, relay.context(), wish));
    await sql`UPDATE remediation SET due_at = due_at - interval '1 hour' WHERE remediation_id = ${splitId}`.execute(
      database.db,
    );
    await expect(merge(novak, splitId)).rejects.toThrow(/due earlier/);
    expect(await merge(novak, id, splitId)).toMatchObject({ place: 'accept' });
  });

  test('does not wash off that somebody deployed: not in the services, and not in the database', async () => {
    await walkToDeploy();
    const splitId = await split(novak, [devices[0] ?? '']);
    await act(async (trx) =>
      setParts(trx, relay.context(), { ...(await about(lang, splitId)), parts: [{ kind: 'cleanup', words: 'x' }] }),
    );
    await act(async (trx) =>
      notePart(trx, relay.context(), { ...(await about(lang, splitId)), part: 'cleanup-1', done: true }),
    );
    await merge(novak, splitId);
    const history = await readHistory(database.db, id);
    expect(stateOf(history).deployers.has(`person:${lang.personId}`)).toBe(true);
    await move(novak);
    const close = (person: PersonActor) =>
      sql`INSERT INTO remediation_event (remediation_id, seq, at, act, from_place, to_place, by_kind, by_id, by_person, by_name, by_team, details)
        SELECT ${id}, version + 1, '2027-01-01', 'close', 'verify', 'closed', 'person', ${person.personId}, ${person.personId}, 'x', 'infosec', '{}'
        FROM remediation WHERE remediation_id = ${id}`.execute(database.db);
    await expect(close(lang)).rejects.toThrow(/whoever deployed cannot verify/);
    await expect(
      sql`INSERT INTO remediation_event (remediation_id, seq, at, act, from_place, to_place, by_kind, by_name, details)
        VALUES (${splitId}, ${(await record(splitId)).version + 1}, '2027-01-01', 'reopen', 'closed', 'deploy', 'system', 'x', '{}')`.execute(
        database.db,
      ),
    ).rejects.toThrow(/was merged into another/);
  });
});

describe('parts of a fix that was split', () => {
  const parts = [{ kind: 'registry', words: 'Override = 72' }] as const;
  const say = async (which: string, deviceIds: readonly string[], done = true) =>
    act(async (trx) =>
      notePart(trx, relay.context(), { ...(await about(lang, which)), part: 'registry-1', done, deviceIds }),
    );

  test('are not said again when it is merged, on either side, and a part that one side knew is left on the other', async () => {
    await walkToDeploy();
    const [a = '', b = '', c = ''] = devices;
    const splitId = await split(novak, [a]);
    for (const which of [id, splitId])
      await act(async (trx) => setParts(trx, relay.context(), { ...(await about(lang, which)), parts }));
    await say(splitId, [a]);
    await say(id, [b]);
    await merge(novak, splitId);
    const [part] = partsOf(await readHistory(database.db, id));
    expect([...(part?.said ?? [])].toSorted()).toEqual([a, b].toSorted());
    await move(novak);
    await tell(devices.map(provenCell));
    // c is proven, and its registry value was never said to be set.
    await expect(move(sato, { act: 'close' })).rejects.toThrow(/not done on 1 device/);
    await move(sato, { act: 'hand-back' });
    await say(id, [c]);
    await move(novak);
    expect(await record()).toMatchObject({ place: 'closed', closed_as: 'proven' });
  });
});

describe('giving and watching', () => {
  test('whoever it is given to carries it until the baton passes to the other team, and is told', async () => {
    await act(async (trx) =>
      assignRemediation(trx, relay.context(), { ...(await about(osei)), personId: okoye.personId }),
    );
    expect(await record()).toMatchObject({ carrier_id: okoye.personId, carrier_name: 'L. Okoye' });
    await act(async (trx) => commentOn(trx, relay.context(), await about(sato)));
    expect((await record()).carrier_name).toBe('L. Okoye');
    expect(await messagesTo(okoye)).toMatchObject([{ kind: 'assignment', body: 'as agreed' }]);
    await move(sato);
    expect((await record()).carrier_name).toBeNull();
    const toOther = async () => ({ ...(await about(novak)), personId: okoye.personId });
    await expect(act(async (trx) => assignRemediation(trx, relay.context(), await toOther()))).rejects.toMatchObject({
      code: 'not-permitted',
    });
  });

  test('watchers are told of moves and words of others, each once; who is mentioned is told that', async () => {
    await act((trx) => watchRemediation(trx, relay.context(), { actor: okoye, remediationId: id, watch: true }));
    await act((trx) => watchRemediation(trx, relay.context(), { actor: sato, remediationId: id, watch: true }));
    await act(async (trx) =>
      commentOn(trx, relay.context(), { ...(await about(sato)), note: 'What do you think, @L. Okoye and @S. Novak?' }),
    );
    await move(sato);
    expect((await messagesTo(okoye)).map(({ kind }) => kind)).toEqual(['mention', 'watched']);
    expect((await messagesTo(novak)).map(({ kind }) => kind)).toEqual(['mention']);
    expect(await messagesTo(sato)).toEqual([]);
    await act((trx) => watchRemediation(trx, relay.context(), { actor: okoye, remediationId: id, watch: false }));
    await move(novak);
    expect(await messagesTo(okoye)).toHaveLength(2);
    expect(await messagesTo(sato)).toHaveLength(1);
  });
});

describe('the test', () => {
  test('is signed off by what was noted device by device, and not before every planned one has a result', async () => {
    await move(sato);
    await move(novak);
    const [a = '', b = ''] = devices;
    await act(async (trx) =>
      planTest(trx, relay.context(), {
        ...(await about(novak)),
        plan: 'all of it',
        passes: 'starts',
        deviceIds: [a, b],
      }),
    );
    const result = async (deviceId: string, word: 'good' | 'bad') =>
      act(async (trx) =>
        noteTestResult(trx, relay.context(), { ...(await about(novak)), deviceIds: [deviceId], result: word }),
      );
    await result(a, 'good');
    await expect(move(novak, { test: { devices: 9, good: 9, summary: 'fine' } })).rejects.toThrow(
      /1 devices of which no result/,
    );
    await result(b, 'bad');
    await move(novak, { test: { devices: 9, good: 9, summary: 'one prints badly' } });
    const last = (await readHistory(database.db, id)).at(-1);
    expect(last?.details.test).toEqual({ devices: 2, good: 1, summary: 'one prints badly' });
  });
});

describe('an emergency', () => {
  test('is declared by the lead of the team that holds the baton, and tells both leads', async () => {
    await expect(move(sato, { act: 'emergency' })).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(move(brandt, { act: 'emergency' })).rejects.toMatchObject({ code: 'relay-refused' });
    await move(osei, { act: 'emergency', note: 'exploited in the wild' });
    const { place, emergency_at, approve_by } = await record();
    expect(place).toBe('deploy');
    expect(Date.parse(approve_by ?? '') - Date.parse(emergency_at ?? '')).toBe(24 * 3_600_000);
    expect((await messagesTo(brandt)).map(({ kind }) => kind)).toEqual(['emergency']);
    const approve = async (actor: PersonActor) =>
      act(async (trx) => approveEmergency(trx, relay.context(), await about(actor)));
    await expect(approve(novak)).rejects.toMatchObject({ code: 'not-permitted' });
    await approve(osei);
    await expect(approve(osei)).rejects.toThrow(/InfoSec has approved/);
    await approve(brandt);
    expect(await record()).toMatchObject({ approve_by: null });
  });

  test('that is not approved by both in time is a breach: written once, told to both leads, and not undone', async () => {
    relay.at('2026-11-10T09:00:00Z');
    await move(osei, { act: 'emergency' });
    await act(async (trx) => approveEmergency(trx, relay.context(), await about(osei)));
    relay.at('2026-11-11T08:59:00Z');
    await noteLateEmergencies(database.db, relay.context());
    expect((await readHistory(database.db, id)).map((event) => event.act)).not.toContain('emergency-late');
    relay.at('2026-11-11T09:00:00Z');
    for (const _time of [1, 2]) await noteLateEmergencies(database.db, relay.context());
    const late = (await readHistory(database.db, id)).filter((event) => event.act === 'emergency-late');
    expect(late).toHaveLength(1);
    expect((await messagesTo(brandt)).at(-1)?.title).toMatch(/not approved by both leads in time/);
    expect((await messagesTo(osei)).map(({ kind }) => kind)).toEqual(['emergency']);
    await act(async (trx) => approveEmergency(trx, relay.context(), await about(brandt)));
    expect(stateOf(await readHistory(database.db, id)).emergency?.late).toBe(true);
    relay.at('2026-11-10T09:00:00Z');
  });

  test('is listed among the breaches once it is late, with who had to approve and by when; approving ends it', async () => {
    const missed = async (state: 'all' | 'open' | 'ended' = 'all', now = '2026-11-11T11:00:00Z') =>
      (await listBreaches(database.db, now, { state, kind: 'approval', remediationId: id, page: 1, pageSize: 9 })).rows;
    relay.at('2026-11-10T09:00:00Z');
    await move(osei, { act: 'emergency' });
    await act(async (trx) => approveEmergency(trx, relay.context(), await about(osei)));
    relay.at('2026-11-11T08:59:00Z');
    await noteLateEmergencies(database.db, relay.context());
    expect(await missed()).toEqual([]);
    relay.at('2026-11-11T09:00:00Z');
    await noteLateEmergencies(database.db, relay.context());
    const given = { team: 'infosec', by: 'A. Osei', at: '2026-11-10T09:00:00Z', late: false, leads: ['A. Osei'] };
    expect(await missed()).toEqual([
      {
        kind: 'approval',
        remediationId: id,
        fix,
        title: fix,
        round: 0,
        dueAt: '2026-11-11T09:00:00Z',
        endedAt: null,
        minutesOver: 120,
        declaredAt: '2026-11-10T09:00:00Z',
        declaredBy: 'A. Osei',
        leg: 'deploy',
        team: 'it',
        approvals: [{ team: 'it', by: null, at: null, late: true, leads: ['K. Brandt'] }, given],
      },
    ]);
    expect(await missed('ended')).toEqual([]);
    // What is split off has the same past: it is one emergency.
    relay.at('2026-11-11T09:30:00Z');
    await split(novak, [devices[0] ?? '']);
    const all = await listBreaches(database.db, '2026-11-11T11:00:00Z', { state: 'all', page: 1, pageSize: 500 });
    expect(all.rows.filter((row) => row.kind === 'approval' && row.fix === fix)).toHaveLength(1);
    expect(all.rows).toHaveLength(all.total);
    relay.at('2026-11-11T10:00:00Z');
    await act(async (trx) => approveEmergency(trx, relay.context(), await about(brandt)));
    expect(await missed('open')).toEqual([]);
    expect(await missed('ended')).toMatchObject([
      { endedAt: '2026-11-11T10:00:00Z', minutesOver: 60, approvals: [{ by: 'K. Brandt', late: true }, given] },
    ]);
    relay.at('2026-11-10T09:00:00Z');
  });

  test('stands in the audit pack beside missed deadlines, under the same heads', async () => {
    relay.at('2026-11-10T09:00:00Z');
    await move(osei, { act: 'emergency' });
    relay.at('2026-11-11T10:00:00Z');
    await noteLateEmergencies(database.db, relay.context());
    relay.at('2026-11-20T10:00:00Z');
    await act(async (trx) => approveEmergency(trx, relay.context(), await about(brandt)));
    const lines = (await Array.fromAsync(breachesTable(database.db, '2026-11-30T00:00:00Z'))).map((line) =>
      line.trimEnd().split(','),
    );
    const [head = [], ...rows] = lines;
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    const of = (kind: string) =>
      Object.fromEntries(
        rows.find((row) => row[0] === kind && row[1] === id)?.map((cell, at) => [head[at], cell]) ?? [],
      );
    expect(of('approval')).toMatchObject({
      due_at: '2026-11-11T09:00:00Z',
      ended_at: '',
      tier: '',
      minutes_it: '',
      emergency_declared_by: 'A. Osei',
      approved_it_by: 'K. Brandt',
      approved_it_at: '2026-11-20T10:00:00Z',
      approved_infosec_by: '',
    });
    expect(of('deadline')).toMatchObject({ tier: 'critical', emergency_declared_by: '', approved_it_by: '' });
    relay.at('2026-11-10T09:00:00Z');
  });
});

describe('verifying by hand', () => {
  const verify = async (actor: PersonActor, deviceIds: readonly string[]) =>
    act(async (trx) => verifyDevices(trx, relay.context(), { ...(await about(actor)), deviceIds }));

  async function walkToVerify(cells: readonly ToldCell[]): Promise<void> {
    await walkToDeploy();
    await move(novak);
    await tell(cells);
  }

  test('closes what no scanner can prove, as verified and not as proven, until its evidence changes', async () => {
    const [a = '', b = '', c = ''] = devices;
    await walkToVerify([provenCell(a), provenCell(b), staleCell(c)]);
    await expect(move(sato, { act: 'close' })).rejects.toThrow(/3 of 3 are proven/);
    await verify(sato, [c]);
    expect((await record()).place).toBe('verify');
    await move(sato, { act: 'close' });
    expect(await record()).toMatchObject({ place: 'closed', closed_as: 'verified', proven: 2, unproven: 1 });
    await relay.follow(fix);
    expect((await record()).place).toBe('closed');
    await tell([provenCell(a), provenCell(b), openCell(c)]);
    expect(await record()).toMatchObject({ place: 'deploy', reopened: 1 });
  });

  test('is refused to whoever deployed, and where evidence says that the fix is missing', async () => {
    const [a = '', b = '', c = ''] = devices;
    await walkToVerify([provenCell(a), openCell(b), staleCell(c)]);
    const novakMoved: PersonActor = { ...novak, team: 'infosec', standing: sato.standing };
    await expect(verify(novakMoved, [c])).rejects.toMatchObject({ code: 'deployer-cannot-verify' });
    await expect(verify(brandt, [c])).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(verify(sato, [b])).rejects.toThrow(/is open: evidence decides there/);
  });
});

describe('a fix of several parts', () => {
  test('does not close by evidence alone while IT has not said that the rest is done', async () => {
    await walkToDeploy();
    await act(async (trx) =>
      setParts(trx, relay.context(), {
        ...(await about(brandt)),
        parts: [{ kind: 'registry', words: 'Override = 72' }],
      }),
    );
    await move(novak);
    await tell(devices.map(provenCell));
    expect((await record()).place).toBe('verify');
    await expect(move(sato, { act: 'close' })).rejects.toThrow(/Parts of the fix are not done on 3 devices/);
    await move(sato, { act: 'hand-back' });
    await act(async (trx) =>
      notePart(trx, relay.context(), { ...(await about(lang)), part: 'registry-1', done: true }),
    );
    await move(novak);
    expect(await record()).toMatchObject({ place: 'closed', closed_as: 'proven' });
  });
});

describe('forensic evidence', () => {
  beforeAll(async () => {
    const policy = defaultPolicy('UTC');
    const tiers = policy.tiers.map((tier) => ({ ...tier, forensicTriage: true }));
    await act((trx) => keepPolicy(trx, { ...policy, version: 1, tiers }, '2026-12-01T00:00:00Z'));
    relay.at('2026-12-02T09:00:00Z');
  });

  test('comes before the patch: nothing is deployed without it, and nothing handed over', async () => {
    await walkToDeploy();
    const deploy = async () =>
      act(async (trx) => deployFix(trx, relay.context(), { ...(await about(novak)), deviceIds: devices }));
    expect((await deploy()).refused.map(({ why }) => why)).toEqual(
      devices.map(() => 'Forensic evidence is collected here before the patch, or both sides waive it.'),
    );
    await act(async (trx) =>
      collectEvidence(trx, relay.context(), { ...(await about(okoye)), deviceIds: devices.slice(1) }),
    );
    expect((await deploy()).refused.filter(({ why }) => why.startsWith('Forensic'))).toHaveLength(1);
    await expect(move(novak)).rejects.toThrow(/1 devices are without/);
    await act(async (trx) => collectEvidence(trx, relay.context(), await about(okoye)));
    await move(novak);
    expect((await record()).place).toBe('verify');
  });

  test('is waived by both leads, and by one alone not', async () => {
    await walkToDeploy();
    const waive = async (actor: PersonActor) =>
      act(async (trx) => waiveEvidence(trx, relay.context(), await about(actor)));
    await expect(waive(novak)).rejects.toMatchObject({ code: 'not-permitted' });
    await waive(brandt);
    await expect(waive(brandt)).rejects.toMatchObject({ code: 'conflict' });
    await expect(move(novak)).rejects.toThrow(/3 devices are without/);
    await waive(osei);
    await move(novak);
    expect((await record()).place).toBe('verify');
  });
});
