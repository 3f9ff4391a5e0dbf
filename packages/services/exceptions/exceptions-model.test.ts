import { randomUUID } from 'node:crypto';
import { principalsOf } from '@baton/domain/charter/separation-of-duties.ts';
import { RISK_CAME_BACK } from '@baton/domain/exceptions/asked-anew.ts';
import type { ExceptionState } from '@baton/domain/exceptions/exception-state.ts';
import { beginAttributes } from '@baton/store/evidence/device-attributes.ts';
import { readRounds, readSignatures } from '@baton/store/exceptions/rounds.ts';
import { readHistory } from '@baton/store/relay/history.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { KeyActor, PersonActor, TeamActor } from '../actor.ts';
import { defaultStanding } from '../charter/standing.ts';
import { hashPassword } from '../people/password-hash.ts';
import { followCells } from '../relay/follow-cells.ts';
import { moveBaton } from '../relay/move-baton.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { EXPAT_FIXES, keepCells, openCell, testEvidence } from '../relay/testing/kept-cells.ts';
import { addKey, addPerson } from '../relay/testing/relay-people.ts';
import { ServiceError } from '../service-error.ts';
import { declineException, endException, withdrawException } from './end-exception.ts';
import { renewException } from './renew-exception.ts';
import { requestException } from './request-exception.ts';
import { signExceptions } from './sign-exceptions.ts';

/**
 * Two teams with several people and keys ask, sign, renew, decline, end and deploy in any order, against the real services on the
 * real database. However they interleave: one person never signs for both teams, and whoever deployed never for InfoSec.
 */
const database = useTestDatabase();
const PASSWORD = 'a password of twelve';
const DAY = 86_400_000;
const actors: TeamActor[] = [];
let deviceId = '';
let runs = 0;
let seconds = 0;

beforeAll(async () => {
  const { db } = database;
  const ada = await addPerson(db, 'ada', 'it', 'lead');
  const ben = await addPerson(db, 'ben', 'it', 'lead');
  const cy = await addPerson(db, 'cy', 'infosec', 'lead');
  const dee = await addPerson(db, 'dee', 'infosec', 'lead');
  const eve = await addPerson(db, 'eve', 'infosec');
  // Nobody can change teams; these two are who they would be if somebody could, and if a key crossed over.
  const benMoved: PersonActor = {
    ...ben,
    team: 'infosec',
    standing: defaultStanding({ team: 'infosec', role: 'lead' }),
  };
  const cyMoved: PersonActor = { ...cy, team: 'it', standing: defaultStanding({ team: 'it', role: 'lead' }) };
  const keyOfBen: KeyActor = { ...(await addKey(db, 'of ben', 'it', ben)), role: 'lead' };
  actors.push(ada, ben, cy, dee, eve, benMoved, cyMoved, keyOfBen);
  const password_hash = await hashPassword(PASSWORD);
  await db.updateTable('person').set({ password_hash }).execute();
  deviceId = randomUUID();
});

type Act = 'request' | 'sign' | 'agree' | 'renew' | 'decline' | 'withdraw' | 'end' | 'forward';
interface Step {
  readonly act: Act;
  readonly by: number;
}

const ACTS: readonly Act[] = [
  'request',
  'sign',
  'sign',
  'sign',
  'renew',
  'decline',
  'withdraw',
  'end',
  'forward',
  'forward',
];
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom(...ACTS), by: fc.nat({ max: 7 }) }) },
  // Both leads sign what waits: else few walks come to an exception in force, and none to a renewal.
  { weight: 1, arbitrary: fc.record({ act: fc.constant<Act>('agree'), by: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom<Act>('request', 'renew'), by: fc.constant(0) }) },
);

/** Walks that come to where the laws bite, whatever chance does: renewed again and again, and asked anew after its end. */
const RENEWED = walk('request', 'agree', 'renew', 'agree', 'renew', 'agree', 'renew', 'agree');
const ASKED_ANEW = walk(
  'request',
  'agree',
  'renew',
  'agree',
  'end',
  'request',
  'agree',
  'renew',
  'agree',
  'end',
  'request',
);

function walk(...acts: readonly Act[]): Step[] {
  return acts.map((act) => ({ act, by: 0 }));
}

function context(): RelayContext {
  seconds += 61;
  return {
    now: Temporal.Instant.from('2026-11-10T08:00:00Z').add({ seconds }).toString(),
    evidence: testEvidence,
    timeZone: 'UTC',
  };
}

async function newest(fix: string) {
  const { rows } = await sql<{ exception_id: string; state: string }>`
    SELECT x.exception_id, x.state FROM exception x JOIN fix f USING (fix_id) WHERE f.key = ${fix}
    ORDER BY x.number DESC LIMIT 1`.execute(database.db);
  return rows[0];
}

async function take(fix: string, { act, by }: Step): Promise<void> {
  const { db } = database;
  const actor = actors[by];
  if (actor === undefined) throw new Error('no such actor');
  if (act === 'forward') return forward(fix, actor);
  if (act === 'request') return void (await ask(fix, actor));
  if (act === 'agree') {
    await take(fix, { act: 'sign', by: 0 });
    return take(fix, { act: 'sign', by: 3 });
  }
  const found = await newest(fix);
  if (found === undefined) return;
  const told = { exceptionId: found.exception_id, note: 'so be it' };
  const person = actor as PersonActor;
  switch (act) {
    case 'sign': {
      const waiting = (await readRounds(db, [told.exceptionId]))[0];
      const hash = waiting?.hash.toString('hex') ?? '';
      const exceptions = [{ exceptionId: told.exceptionId, round: waiting?.round ?? 1, hash }];
      const proof = { method: 'password', password: PASSWORD } as const;
      await signExceptions(
        db,
        context(),
        person,
        { exceptions, proof },
        { address: '127.0.0.1', userAgent: 'test', relyingParty: null },
      );
      return;
    }
    case 'renew': {
      const { now } = context();
      // Each renewal ends later than the one before: times go on by a minute a step.
      const until = new Date(Date.parse(now) + 60 * DAY).toISOString();
      await renewException(db, context(), actor, { exceptionId: told.exceptionId, until });
      return;
    }
    case 'decline':
      return void (await declineException(db, context(), person, told));
    case 'withdraw':
      return void (await withdrawException(db, context(), actor, told));
    case 'end':
      return void (await endException(db, context(), person, told));
  }
}

async function ask(fix: string, actor: TeamActor): Promise<void> {
  const asking = context();
  const [owner] = actors;
  await requestException(database.db, asking, actor, {
    target: { kind: 'fix', fix },
    devices: { names: [deviceId] },
    controls: [{ kind: 'attribute', attribute: 'group', value: 'isolated' }],
    reason: 'other',
    words: 'because',
    risk: { level: 'low', words: 'little' },
    ownerId: (owner as PersonActor).personId,
    until: new Date(Date.parse(asking.now) + 30 * DAY).toISOString(),
  });
}

/** The relay one leg on, by this actor if they may: from deploy to verify that makes a deployer of them. */
async function forward(fix: string, actor: TeamActor): Promise<void> {
  const [record] = await readRemediations(database.db, { fixIds: [fix] });
  if (record === undefined) throw new Error('no remediation');
  await database.db.transaction().execute((trx) =>
    moveBaton(trx, context(), {
      actor,
      remediationId: record.remediation_id,
      version: record.version,
      act: 'hand-over',
      note: 'on it goes',
      ...(record.place === 'test' ? { test: { devices: 1, good: 1, summary: 'fine' } } : {}),
    }),
  );
}

async function holdLaws(fix: string): Promise<void> {
  const { db } = database;
  const { rows } = await sql<{ exception_id: string; state: ExceptionState; round: number | null; renewals: number }>`
    SELECT x.exception_id, x.state, x.round, x.renewals FROM exception x JOIN fix f USING (fix_id)
    WHERE f.key = ${fix} ORDER BY x.number`.execute(db);
  const ids = rows.map(({ exception_id }) => exception_id);
  const rounds = await readRounds(db, ids);
  const signatures = await readSignatures(db, ids);
  const [record] = await readRemediations(db, { fixIds: [fix] });
  const history = record === undefined ? [] : await readHistory(db, record.remediation_id);
  const deployed = history.filter(
    ({ act, from }) => act === 'deploy' || act === 'already-in-place' || (act === 'hand-over' && from === 'deploy'),
  );
  for (const { exception_id, round } of rounds) {
    const own = signatures.filter((one) => one.exception_id === exception_id && one.round === round);
    expect(new Set(own.map(({ person_id }) => person_id)).size).toBe(own.length);
    expect(new Set(own.map(({ team }) => team)).size).toBe(own.length);
    const forInfosec = own.find(({ team }) => team === 'infosec');
    if (forInfosec === undefined) continue;
    // By who had deployed until then: nobody changes teams, so whoever signs for InfoSec deploys nothing later.
    const before = deployed.filter(({ at }) => Date.parse(at) < Date.parse(forInfosec.signed_at));
    const deployers = new Set(before.flatMap(({ by }) => principalsOf(by)));
    expect(deployers.has(`person:${forInfosec.person_id}`)).toBe(false);
  }
  // How often the risk has been put off by now. All is about one fix on one device, within days: each request after an end in
  // force goes on from it (decision 0079).
  let putOff: number | null = null;
  for (const { exception_id, state, round, renewals } of rows) {
    const atRequest: number = putOff === null ? 0 : putOff + 1;
    const signed = rounds.filter((one) => one.exception_id === exception_id && one.in_force_from !== null);
    if (state === 'in-force') expect(signed.map((one) => one.round)).toContain(round);
    expect(renewals).toBe(round === null ? atRequest : atRequest + signed.length - 1);
    if (RISK_CAME_BACK.includes(state)) putOff = Math.max(putOff ?? 0, renewals);
    for (const one of signed) {
      const own = signatures.filter((of) => of.exception_id === exception_id && of.round === one.round);
      expect(own).toHaveLength(2);
    }
  }
}

const reached = { inForce: 0, renewed: 0 };

test('no interleaving lets one person sign for both teams, or a deployer verify by exception', async () => {
  // The database refuses whoever has moved by itself (below); here the services must.
  await sql`ALTER TABLE exception_signature DISABLE TRIGGER exception_signature_holds`.execute(database.db);
  const laws = fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 18 }), async (steps) => {
      const fix = EXPAT_FIXES[runs] ?? '';
      runs += 1;
      const { db } = database;
      await keepCells(db, fix, [openCell(deviceId)]);
      if (runs === 1) {
        const at = '2026-11-01T00:00:00Z';
        const isolated = [{ deviceId, kind: 'group' as const, value: 'isolated' }];
        await db.transaction().execute((trx) => beginAttributes(trx, isolated, { at, toldBy: 'test' }));
      }
      await db.transaction().execute((trx) => followCells(trx, context(), [fix]));
      for (const one of steps) {
        await take(fix, one).catch((error: unknown) => {
          if (!(error instanceof ServiceError)) throw error;
        });
        const found = await newest(fix);
        if (found?.state === 'in-force') reached.inForce += 1;
      }
      await holdLaws(fix);
      const { rows } = await sql`SELECT FROM exception WHERE renewals > 0`.execute(db);
      reached.renewed = rows.length;
    }),
    { numRuns: 25, endOnFailure: true, examples: [[RENEWED], [ASKED_ANEW]] },
  );
  await laws.finally(() =>
    sql`ALTER TABLE exception_signature ENABLE TRIGGER exception_signature_holds`.execute(database.db),
  );
  // The walks came to where the laws bite.
  expect(reached.inForce).toBeGreaterThan(5);
  expect(reached.renewed).toBeGreaterThan(0);
}, 300_000);

test('whoever deployed does not sign for InfoSec, by the service and by the database', async () => {
  const { db } = database;
  const fix = EXPAT_FIXES[499] ?? '';
  await keepCells(db, fix, [openCell(deviceId)]);
  await db.transaction().execute((trx) => followCells(trx, context(), [fix]));
  const [, ben, cy, , , benMoved] = actors;
  const leads = { prioritise: cy, accept: ben, test: ben, approve: ben, deploy: ben } as const;
  for (const place of ['prioritise', 'accept', 'test', 'approve', 'deploy'] as const)
    await forward(fix, leads[place] as TeamActor);
  await ask(fix, cy as TeamActor);
  const { exception_id: exceptionId = '' } = (await newest(fix)) ?? {};
  await expect(take(fix, { act: 'sign', by: 5 })).rejects.toMatchObject({ code: 'deployer-cannot-verify' });
  const [round] = await readRounds(db, [exceptionId]);
  const forged = sql`INSERT INTO exception_signature (exception_id, round, team, person_id, person_name, hash, proved_by, signed_at)
    VALUES (${exceptionId}, 1, 'infosec', ${(benMoved as PersonActor).personId}, 'ben', ${round?.hash}, 'password', now())`;
  await expect(forged.execute(db)).rejects.toThrow('only somebody who works in infosec signs for it');
  await sql`ALTER TABLE person DISABLE TRIGGER USER`.execute(db);
  await sql`UPDATE person SET team = 'infosec' WHERE person_id = ${(benMoved as PersonActor).personId}`.execute(db);
  await expect(forged.execute(db)).rejects.toThrow('whoever deployed cannot sign for InfoSec');
});

test('the database keeps the laws by itself', async () => {
  const { db } = database;
  const fix = EXPAT_FIXES[498] ?? '';
  await keepCells(db, fix, [openCell(deviceId)]);
  await ask(fix, actors[0] as TeamActor);
  const { exception_id: exceptionId = '' } = (await newest(fix)) ?? {};
  const refused = [
    [
      sql`UPDATE exception_round SET in_force_from = now() WHERE exception_id = ${exceptionId}`,
      'one signature of each team',
    ],
    [sql`UPDATE exception_round SET content = '{}' WHERE exception_id = ${exceptionId}`, 'is not changed'],
    [sql`DELETE FROM exception_round WHERE exception_id = ${exceptionId}`, 'only appended'],
    [sql`UPDATE exception SET state = 'in-force' WHERE exception_id = ${exceptionId}`, 'violates check constraint'],
    [sql`UPDATE exception SET state = 'ended' WHERE exception_id = ${exceptionId}`, 'violates check constraint'],
  ] as const;
  for (const [statement, why] of refused) await expect(statement.execute(db)).rejects.toThrow(why);
});
