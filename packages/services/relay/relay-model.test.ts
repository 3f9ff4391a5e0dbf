import { randomUUID } from 'node:crypto';
import { principalsOf } from '@baton/domain/charter/separation-of-duties.ts';
import { holderOf, MOVING_ACTS } from '@baton/domain/relay/leg.ts';
import { legVisits, minutesHeld } from '@baton/domain/relay/leg-visits.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import { writeInventories } from '@baton/store/agents/check-ins.ts';
import { cancelCommand } from '@baton/store/agents/commands.ts';
import { packSection } from '@baton/store/agents/packed-section.ts';
import { readCommands } from '@baton/store/agents/read-commands.ts';
import { type KeptEvent, readHistories } from '@baton/store/relay/history.ts';
import { type RemediationRecord, readRemediations } from '@baton/store/relay/remediations.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { KeyActor, PersonActor, TeamActor } from '../actor.ts';
import { defaultStanding } from '../charter/standing.ts';
import { sampleInventory } from '../receive-inventory/sample-inventory.ts';
import { enrolTestAgent, wireOf } from '../receive-inventory/test-agent.ts';
import { ServiceError } from '../service-error.ts';
import { approveEmergency } from './approve-emergency.ts';
import { assignRemediation } from './assign-remediation.ts';
import { commentOn } from './comment-on.ts';
import { countRemediations } from './count-remediations.ts';
import { deployFix } from './deploy-fix.ts';
import { NO_CELLS } from './fix-evidence.ts';
import { notePart, setParts } from './fix-parts.ts';
import { followCells } from './follow-cells.ts';
import { collectEvidence, waiveEvidence } from './forensic-evidence.ts';
import { mergeRemediations } from './merge-remediations.ts';
import { type MoveRequest, moveBaton } from './move-baton.ts';
import type { RelayContext } from './relay-context.ts';
import { requestVerification } from './request-verification.ts';
import { splitRemediation } from './split-remediation.ts';
import { noteTestResult, planTest } from './test-fix.ts';
import {
  EXPAT_FIXES,
  keepCells,
  keepInfosecReport,
  openCell,
  provenCell,
  staleCell,
  testEvidence,
} from './testing/kept-cells.ts';
import { addKey, addPerson } from './testing/relay-people.ts';
import { verifyDevices } from './verify-devices.ts';

/**
 * Two teams with several people and keys do whatever comes to their minds, in any order, against the real services on the
 * real database with a real agent's device; evidence comes and goes. The laws hold all the same.
 */
const database = useTestDatabase();
const actors: TeamActor[] = [];
let deviceId = '';
let otherDeviceId = '';
let runs = 0;
let seconds = 0;

beforeAll(async () => {
  const { db } = database;
  const ada = await addPerson(db, 'ada', 'it', 'lead');
  const ben = await addPerson(db, 'ben', 'it');
  const cy = await addPerson(db, 'cy', 'infosec', 'lead');
  const dee = await addPerson(db, 'dee', 'infosec');
  const eve = await addPerson(db, 'eve', 'infosec', 'viewer');
  // Nobody can change teams; these two are who they would be if somebody could, and if a key crossed over.
  const benMoved: PersonActor = {
    ...ben,
    team: 'infosec',
    standing: defaultStanding({ team: 'infosec', role: ben.role }),
  };
  const keyOfBen = await addKey(db, 'of ben', 'it', ben);
  const keyOfBenMoved: KeyActor = await addKey(db, 'of ben for InfoSec', 'infosec', ben);
  actors.push(ada, ben, cy, dee, eve, benMoved, keyOfBen, keyOfBenMoved);
  deviceId = await enrolDeviceWithExpat();
  otherDeviceId = randomUUID();
});

async function enrolDeviceWithExpat(): Promise<string> {
  const inventory = {
    ...sampleInventory(7, 1),
    packages: [
      {
        name: 'libexpat1',
        version: '2.5.0-1',
        architecture: 'amd64',
        source: 'expat',
        sourceVersion: '2.5.0-1',
        installedAt: null,
      },
    ],
  };
  const agent = await enrolTestAgent(database.db, inventory.names);
  const { sections, hashes } = wireOf(inventory);
  const packed = (text: string) => packSection(text);
  await database.db.transaction().execute((trx) =>
    writeInventories(
      trx,
      [
        {
          agentId: agent.agentId,
          deviceId: agent.deviceId,
          hashes: Object.values(hashes).join(' '),
          sections: [
            packed(sections.names),
            packed(sections.system),
            packed(sections.packages),
            packed(sections.candidates),
            packed(sections.restarts),
          ],
        },
      ],
      '2026-11-01T00:00:00Z',
    ),
  );
  return agent.deviceId;
}

type Move = MoveRequest['act'];
const MOVES: readonly Move[] = MOVING_ACTS.filter((name) => name !== 'merge');
const STAYS = ['assign', 'plan', 'result', 'approve', 'parts', 'part', 'by-hand', 'evidence-kept', 'waive'] as const;

type Step =
  | { readonly do: 'move'; readonly act: Move; readonly by: number }
  | { readonly do: 'deploy' | 'ask' | 'comment' | 'split' | 'merge' | (typeof STAYS)[number]; readonly by: number }
  | { readonly do: 'evidence'; readonly cells: 'open' | 'stale' | 'proven' | 'mixed' | 'none'; readonly by: number }
  /** The next step forward, by the first who may. */
  | { readonly do: 'forward'; readonly by: number };

const someone = fc.nat({ max: 7 });
const act = (name: Step['do']) => fc.record({ do: fc.constant(name), by: someone });
const step = fc.oneof(
  { weight: 9, arbitrary: act('forward') },
  { weight: 3, arbitrary: act('deploy') },
  { weight: 1, arbitrary: act('ask') },
  { weight: 1, arbitrary: act('comment') },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move'), act: fc.constant('close'), by: someone }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move'), act: fc.constantFrom(...MOVES), by: someone }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom(...STAYS), by: someone }) },
  { weight: 2, arbitrary: act('split') },
  { weight: 3, arbitrary: act('merge') },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('evidence'),
      cells: fc.constantFrom('open', 'stale', 'stale', 'proven', 'mixed', 'none'),
      by: someone,
    }),
  },
) as fc.Arbitrary<Step>;

function context(): RelayContext {
  seconds += 61;
  const now = Temporal.Instant.from('2026-11-10T08:00:00Z').add({ seconds }).toString();
  return { now, evidence: testEvidence, timeZone: 'UTC' };
}

/** Which of the remediations of a fix somebody looks at next: one after the other, so that all are acted on. */
let looks = 0;

async function going(fix: string): Promise<readonly RemediationRecord[]> {
  const all = await readRemediations(database.db, { fixIds: [fix] });
  return all.filter(({ closed_as }) => closed_as !== 'merged');
}

async function take(fix: string, { by, ...told }: Step): Promise<void> {
  const actor = actors[by];
  const records = await going(fix);
  looks += 1;
  const record = records[looks % records.length];
  if (!actor || !record) throw new Error('no actor or no remediation');
  const { remediation_id: remediationId, version } = record;
  const about = { actor, remediationId, version, note: 'words' };
  const other = records[(looks + 1) % records.length] ?? record;
  await database.db.transaction().execute(async (trx) => {
    switch (told.do) {
      case 'split':
        return splitRemediation(trx, context(), { ...about, deviceIds: [otherDeviceId] });
      case 'merge':
        return mergeRemediations(trx, context(), { ...about, otherId: other.remediation_id });
      case 'assign':
        return assignRemediation(trx, context(), { ...about, personId: somebodyOf(record.holder) });
      case 'plan':
        return planTest(trx, context(), { ...about, plan: 'words', passes: 'works', deviceIds: [deviceId] });
      case 'result':
        return noteTestResult(trx, context(), { ...about, deviceIds: [deviceId], result: 'good' });
      case 'approve':
        return approveEmergency(trx, context(), about);
      case 'parts':
        return setParts(trx, context(), { ...about, parts: [{ kind: 'cleanup', words: 'old files' }] });
      case 'part':
        return notePart(trx, context(), { ...about, part: 'cleanup-1', done: true });
      case 'by-hand':
        return verifyDevices(trx, context(), { ...about, deviceIds: [deviceId, otherDeviceId] });
      case 'evidence-kept':
        return collectEvidence(trx, context(), about);
      case 'waive':
        return waiveEvidence(trx, context(), about);
      case 'move':
        return moveBaton(trx, context(), {
          actor,
          remediationId,
          act: told.act,
          version,
          note: 'words',
          test: { devices: 1, good: 1, summary: 'good' },
          rejectReason: 'no-fix',
          cause: 'reverted',
        });
      case 'deploy':
        return deployFix(trx, context(), { actor, remediationId, version, deviceIds: [deviceId], note: null });
      case 'ask':
        return requestVerification(trx, context(), { actor, remediationId, version, note: null });
      case 'comment':
        return commentOn(trx, context(), { actor, remediationId, note: 'words' });
      default:
        return undefined;
    }
  });
  if (told.do === 'deploy') await forgetCommands(remediationId);
  if (told.do === 'evidence') await bringEvidence(fix, told.cells, actor);
}

function somebodyOf(team: 'it' | 'infosec'): string {
  const member = actors.find((actor) => actor.kind === 'person' && actor.team === team);
  return member?.kind === 'person' ? member.personId : '';
}

/** So that the next deployment is not held up by the last. */
async function forgetCommands(remediationId: string): Promise<void> {
  const { rows } = await readCommands(database.db, { remediationId });
  await database.db.transaction().execute(async (trx) => {
    for (const { commandId } of rows) await cancelCommand(trx, commandId, '2026-11-10T09:00:00Z');
  });
}

async function bringEvidence(fix: string, cells: 'open' | 'stale' | 'proven' | 'mixed' | 'none', by: TeamActor) {
  const told = {
    open: [openCell(deviceId), openCell(otherDeviceId)],
    stale: [staleCell(deviceId), staleCell(otherDeviceId)],
    proven: [provenCell(deviceId), provenCell(otherDeviceId)],
    mixed: [openCell(deviceId), provenCell(otherDeviceId)],
    none: [],
  }[cells];
  await keepCells(database.db, fix, told);
  await keepInfosecReport(
    database.db,
    by,
    told.map((cell) => cell.deviceId),
  );
  await database.db.transaction().execute((trx) => followCells(trx, context(), [fix]));
}

const refusals = new Map<string, number>();

async function tryTo(fix: string, told: Step): Promise<boolean> {
  if (told.do === 'forward') {
    for (const by of [0, 1, 2, 3]) if (await tryTo(fix, { do: 'move', act: 'hand-over', by })) return true;
    return false;
  }
  try {
    await take(fix, told);
    return true;
  } catch (cause) {
    if (!(cause instanceof ServiceError)) throw cause;
    refusals.set(cause.code, (refusals.get(cause.code) ?? 0) + 1);
    return false;
  }
}

function expectLaws(history: readonly KeptEvent[], before: readonly KeptEvent[]): void {
  expect(history.slice(0, before.length)).toEqual(before);
  const visits = legVisits(history, history.at(-1)?.at ?? '');
  expect(visits.filter(({ leftAt }) => leftAt === null)).toHaveLength(1);
  visits.forEach((visit, index) => {
    if (index > 0) expect(visit.enteredAt).toBe(visits[index - 1]?.leftAt);
  });
  expect(minutesHeld(visits).it + minutesHeld(visits).infosec).toBeGreaterThanOrEqual(0);
  history.forEach((event, index) => {
    if (event.from !== null && event.by.kind !== 'system') {
      expect(event.by).toMatchObject({ kind: 'person', team: holderOf(event.from) });
    }
    if (event.act === 'close' || event.act === 'verify-devices') {
      const { deployers } = stateOf(history.slice(0, index));
      for (const principal of principalsOf(event.by)) expect(deployers.has(principal)).toBe(false);
    }
  });
}

/** What must hold over all remediations of a fix: they divide its devices, and none wins time by being split or merged. */
async function expectDivision(fix: string, before: readonly RemediationRecord[], told: Step): Promise<void> {
  const all = await readRemediations(database.db, { fixIds: [fix] });
  const counts = await countRemediations(database.db, testEvidence, all);
  const [whole] = (await testEvidence.countCells(database.db, [fix])).values();
  const sum = [...counts.values()].reduce((total, { proven, open, unproven }) => total + proven + open + unproven, 0);
  expect(sum).toBe((whole?.proven ?? 0) + (whole?.open ?? 0) + (whole?.unproven ?? 0));
  expect(all.filter(({ is_split }) => !is_split)).toHaveLength(1);
  for (const record of all.filter(({ closed_as }) => closed_as === 'merged')) {
    expect(counts.get(record.remediation_id)).toEqual(NO_CELLS);
    expect(record.place).toBe('closed');
  }
  if (told.do !== 'split' && told.do !== 'merge') return;
  const earliest = (records: readonly RemediationRecord[]) =>
    Math.min(...records.filter(({ place }) => place !== 'closed').map(({ due_at }) => Date.parse(due_at ?? '9999')));
  const open = all.filter(({ place }) => place !== 'closed');
  if (open.length > 0 && before.some(({ place }) => place !== 'closed')) {
    expect(earliest(all)).toBe(earliest(before));
  }
}

/** Ben has deployed and handed over, and a key of his in the other team brought the proof: Baton leaves closing to a person. */
async function walkToProvenVerify(fix: string): Promise<void> {
  for (let leg = 0; leg < 4; leg += 1) await tryTo(fix, { do: 'forward', by: 0 });
  await tryTo(fix, { do: 'deploy', by: 1 });
  await tryTo(fix, { do: 'move', act: 'hand-over', by: 1 });
  await tryTo(fix, { do: 'evidence', cells: 'proven', by: 7 });
}

/** One walk that comes to where the laws matter, whatever chance brings after it. */
const THROUGH_EVERYTHING: Step[] = [
  { do: 'move', act: 'close', by: 5 },
  { do: 'move', act: 'close', by: 2 },
  { do: 'evidence', cells: 'open', by: 2 },
  { do: 'deploy', by: 6 },
  { do: 'forward', by: 0 },
  { do: 'evidence', cells: 'proven', by: 3 },
];

/** A zero-day whose devices go two ways and come together again, in two legs, with a person's word for what nobody can scan. */
const ZERO_DAY: Step[] = [
  { do: 'split', by: 2 },
  { do: 'merge', by: 3 },
  { do: 'split', by: 3 },
  { do: 'move', act: 'emergency', by: 2 },
  { do: 'move', act: 'emergency', by: 2 },
  { do: 'merge', by: 0 },
  { do: 'approve', by: 0 },
  { do: 'approve', by: 0 },
  { do: 'approve', by: 2 },
  { do: 'approve', by: 2 },
  { do: 'deploy', by: 1 },
  { do: 'result', by: 1 },
  { do: 'result', by: 1 },
  { do: 'parts', by: 0 },
  { do: 'parts', by: 0 },
  { do: 'part', by: 1 },
  { do: 'part', by: 1 },
  { do: 'merge', by: 0 },
  { do: 'result', by: 1 },
  { do: 'part', by: 1 },
  { do: 'evidence', cells: 'stale', by: 2 },
  { do: 'forward', by: 0 },
  { do: 'forward', by: 0 },
  { do: 'by-hand', by: 5 },
  { do: 'by-hand', by: 2 },
  { do: 'by-hand', by: 2 },
  { do: 'move', act: 'close', by: 5 },
  { do: 'move', act: 'close', by: 2 },
  { do: 'move', act: 'close', by: 2 },
  { do: 'evidence', cells: 'open', by: 2 },
];

test('no order of acts lets the deployer verify, and exactly one team holds the baton at every moment', async () => {
  const done = {
    deployed: 0,
    closedByPeople: 0,
    closedByEvidence: 0,
    reopened: 0,
    split: 0,
    merged: 0,
    emergencies: 0,
    approved: 0,
    byHand: 0,
    partsDone: 0,
  };
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 10, maxLength: 30 }), async (fromVerify, steps) => {
      const fix = EXPAT_FIXES[runs] ?? '';
      runs += 1;
      await bringEvidence(fix, 'open', actors[2]!);
      if (fromVerify) await walkToProvenVerify(fix);
      let histories: ReadonlyMap<string, readonly KeptEvent[]> = new Map();
      for (const told of steps) {
        const before = await readRemediations(database.db, { fixIds: [fix] });
        await tryTo(fix, told);
        const records = await readRemediations(database.db, { fixIds: [fix] });
        const now = await readHistories(
          database.db,
          records.map(({ remediation_id }) => remediation_id),
        );
        for (const record of records) {
          const history = now.get(record.remediation_id) ?? [];
          // What was split off has the past of where it came from.
          expectLaws(history, histories.get(record.remediation_id) ?? []);
          const { place, holder } = stateOf(history);
          expect(record).toMatchObject({ place, holder, version: history.length });
        }
        await expectDivision(fix, before, told);
        histories = now;
      }
      const count = (test: (event: KeptEvent) => boolean) => [...histories.values()].flat().filter(test).length;
      done.deployed += count((event) => event.act === 'deploy');
      done.closedByPeople += count((event) => event.act === 'close' && event.by.kind === 'person');
      done.closedByEvidence += count((event) => event.act === 'close' && event.by.kind === 'system');
      done.reopened += count((event) => event.act === 'reopen');
      done.split += count((event) => event.act === 'split');
      done.merged += count((event) => event.act === 'merge');
      done.emergencies += count((event) => event.act === 'emergency');
      done.approved += count((event) => event.act === 'approve-emergency');
      done.byHand += count((event) => event.act === 'verify-devices');
      done.partsDone += count((event) => event.act === 'part-done');
    }),
    {
      numRuns: 16,
      examples: [
        [true, THROUGH_EVERYTHING],
        [false, ZERO_DAY],
      ],
    },
  );
  // Whatever chance brings, each act happened: a law that nothing tries holds for nothing.
  expect(Object.entries(done).filter(([, times]) => times === 0)).toEqual([]);
  expect(refusals.get('deployer-cannot-verify')).toBeGreaterThan(0);
}, 180_000);
