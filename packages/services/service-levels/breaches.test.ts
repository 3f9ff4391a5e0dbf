import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { EXPAT_FIXES, keepInfosecReport } from '../relay/testing/kept-cells.ts';
import { listBreaches } from './list-breaches.ts';
import { readMeasures } from './read-measures.ts';
import { listNotifications, readNotification } from './read-notifications.ts';
import { tellMarks } from './tell-marks.ts';
import { addSigner, clockedRelay } from './testing/clocked-relay.ts';
import { writeDigests } from './write-digests.ts';

const database = useTestDatabase();
const relay = clockedRelay(() => database.db);
let brandt: PersonActor;
let osei: PersonActor;
let novak: PersonActor;
let sato: PersonActor;
let used = 0;
let fix = '';

beforeAll(async () => {
  brandt = await addSigner(database.db, 'K. Brandt', 'it');
  osei = await addSigner(database.db, 'A. Osei', 'infosec');
  novak = await addSigner(database.db, 'S. Novak', 'it', 'member');
  sato = await addSigner(database.db, 'M. Sato', 'infosec', 'member');
});

beforeEach(() => {
  used += 1;
  fix = EXPAT_FIXES[used - 1] ?? '';
});

const test3 = { test: { devices: 1, good: 1, summary: 'No trouble.' } };

/** 10 Nov 08:00 detected; prioritised after an hour, accepted after two, tested after a day, approved, deployed in two days. */
async function walkToVerify(devices = 1) {
  relay.at('2026-11-10T08:00:00Z');
  const opened = await relay.open(fix, devices);
  relay.at('2026-11-10T09:00:00Z');
  await relay.move(fix, sato);
  relay.at('2026-11-10T11:00:00Z');
  await relay.move(fix, novak);
  relay.at('2026-11-11T11:00:00Z');
  await relay.move(fix, novak, test3);
  relay.at('2026-11-11T12:00:00Z');
  await relay.move(fix, brandt);
  relay.at('2026-11-13T12:00:00Z');
  await relay.move(fix, novak);
  return opened;
}

async function closeAt(at: string, devices: readonly string[]) {
  relay.at(at);
  await keepInfosecReport(database.db, sato, devices);
  await relay.prove(fix, devices);
}

const breachesOf = async (now: string, remediationId: string) =>
  (await listBreaches(database.db, now, { state: 'all', remediationId, page: 1, pageSize: 10 })).rows;

describe('a breach', () => {
  test('is listed while it runs and after it ended, with the legs and teams that its minutes went to', async () => {
    const { record, devices } = await walkToVerify();
    expect(await breachesOf('2026-11-14T11:00:00Z', record.remediation_id)).toEqual([]);
    const [running] = await breachesOf('2026-11-14T12:00:00Z', record.remediation_id);
    expect(running).toMatchObject({ dueAt: '2026-11-14T11:00:00Z', endedAt: null, minutesOver: 60, tier: 'critical' });
    await closeAt('2026-11-15T11:00:00Z', devices);
    const [ended] = await breachesOf('2026-12-24T00:00:00Z', record.remediation_id);
    expect(ended).toMatchObject({
      endedAt: '2026-11-15T11:00:00Z',
      minutesOver: 24 * 60,
      attribution: {
        legs: [
          { leg: 'identify', minutes: 0 },
          { leg: 'prioritise', team: 'infosec', minutes: 60 },
          { leg: 'accept', team: 'it', minutes: 120 },
          { leg: 'test', minutes: 24 * 60 },
          { leg: 'approve', minutes: 60 },
          { leg: 'deploy', minutes: 48 * 60, minutesOver: 0 },
          { leg: 'verify', minutes: 47 * 60, minutesOver: 24 * 60 },
        ],
        minutesByTeam: { it: 4500, infosec: 2880 },
        longest: 'deploy',
      },
    });
  });

  test('of an earlier round stays, though the fix was found again and has another clock', async () => {
    const { record, devices } = await walkToVerify();
    await closeAt('2026-11-15T11:00:00Z', devices);
    const [before] = await breachesOf('2026-12-24T00:00:00Z', record.remediation_id);
    relay.at('2026-12-01T00:00:00Z');
    await relay.findAgain(fix, devices);
    const now = '2026-12-01T01:00:00Z';
    expect(await breachesOf(now, record.remediation_id)).toEqual([before]);
    const all = await breachesOf('2026-12-24T00:00:00Z', record.remediation_id);
    expect(all.map(({ round }) => round)).toEqual([1, 0]);
    expect(all[1]).toEqual(before);
  });

  test('keeps its clock at the close, whatever is known of the fix by then', async () => {
    const { record, devices } = await walkToVerify();
    relay.tellFacts(fix, { vendorSeverity: 'low', vulnerabilities: [] });
    await closeAt('2026-11-13T13:00:00Z', devices);
    expect(await relay.remediationOf(fix)).toMatchObject({ tier_id: 'critical', due_at: '2026-11-14T11:00:00Z' });
    expect(await breachesOf('2026-12-24T00:00:00Z', record.remediation_id)).toEqual([]);
  });
});

describe('messages of a clock', () => {
  const messages = async (actor: PersonActor, subject: string) => {
    const { rows } = await listNotifications(database.db, actor, {
      unread: false,
      page: 1,
      pageSize: 200,
      now: relay.context().now,
    });
    return rows
      .filter(({ path }) => path.endsWith(subject))
      .map(({ kind, title }) => `${kind}: ${title.slice(fix.length)}`);
  };
  const tellAt = (at: string) => tellMarks(database.db, at);

  test('are told once, at the half, at four fifths, and at the breach, each to whoever can act', async () => {
    relay.at('2026-11-10T08:00:00Z');
    const { record } = await relay.open(fix);
    const id = record.remediation_id;
    await tellAt('2026-11-10T09:00:00Z');
    expect(await messages(sato, id)).toEqual([]);
    await tellAt('2026-11-11T21:00:00Z');
    await tellAt('2026-11-11T21:01:00Z');
    expect(await messages(sato, id)).toEqual(['clock-warning: : 50 % of its time is used, due Fri 13 Nov 2026, 09:00']);
    expect(await messages(osei, id)).toHaveLength(1);
    expect(await messages(novak, id)).toEqual([]);
    // Carried by one person from here on: only that one is told, and of the team that holds it now.
    relay.at('2026-11-12T08:00:00Z');
    await relay.move(fix, sato);
    await relay.move(fix, novak);
    await tellAt('2026-11-12T18:00:00Z');
    expect(await messages(novak, id)).toEqual([
      'clock-warning: : 80 % of its time is used, due Fri 13 Nov 2026, 09:00',
    ]);
    expect(await messages(brandt, id)).toEqual([]);
    await tellAt('2026-11-13T08:00:01Z');
    expect((await messages(novak, id))[0]).toContain('clock-breach');
    // The policy names both leads for deadlines that have passed.
    for (const lead of [brandt, osei]) expect((await messages(lead, id))[0]).toContain('escalation:  is overdue since');
    expect(await messages(sato, id)).toHaveLength(1);
  });

  test('of a breach and of its escalation are one to whoever is both able and named', async () => {
    relay.at('2026-11-10T08:00:00Z');
    const { record } = await relay.open(fix);
    await tellAt('2026-11-13T08:00:01Z');
    expect(await messages(osei, record.remediation_id)).toMatchObject([expect.stringContaining('clock-breach')]);
    expect(await messages(brandt, record.remediation_id)).toMatchObject([expect.stringContaining('escalation')]);
  });

  test('are not told again when the deadline moves, nor by two workers at once', async () => {
    relay.at('2026-11-10T08:00:00Z');
    const { record } = await relay.open(fix);
    await Promise.all([tellAt('2026-11-11T21:00:00Z'), tellAt('2026-11-11T21:00:00Z')]);
    await sql`UPDATE remediation SET due_at = due_at + interval '1 hour' WHERE fix_id = ${fix}`.execute(database.db);
    await tellAt('2026-11-11T22:00:00Z');
    expect(await messages(sato, record.remediation_id)).toHaveLength(1);
  });

  test('that were missed while nobody looked come as the newest alone', async () => {
    relay.at('2026-11-10T08:00:00Z');
    const { record } = await relay.open(fix);
    await tellAt('2026-11-12T20:00:00Z');
    expect(await messages(sato, record.remediation_id)).toMatchObject([expect.stringContaining('80 %')]);
  });

  test('end with the remediation', async () => {
    const { record, devices } = await walkToVerify();
    await closeAt('2026-11-13T13:00:00Z', devices);
    await tellAt('2026-12-24T00:00:00Z');
    expect(await messages(sato, record.remediation_id)).toEqual([]);
  });

  test('are read by their person alone', async () => {
    const mine = await listNotifications(database.db, sato, {
      unread: false,
      page: 1,
      pageSize: 100,
      now: relay.context().now,
    });
    const id = mine.rows[0]?.id ?? 0;
    const notRead = mine.rows.filter(({ readAt }) => readAt === null).length;
    expect(await readNotification(database.db, osei, { id }, '2026-11-20T00:00:00Z')).toBe(0);
    expect(await readNotification(database.db, sato, { id }, '2026-11-20T00:00:00Z')).toBe(1);
    expect(await readNotification(database.db, sato, { upTo: id }, '2026-11-20T00:00:00Z')).toBe(notRead - 1);
  });
});

describe('the digest', () => {
  test('comes once a day, in the morning of the policy’s zone, to whoever has something to do', async () => {
    expect(await writeDigests(database.db, '2026-11-20T05:59:00Z', 'Europe/Berlin')).toBe(0);
    const told = await writeDigests(database.db, '2026-11-20T06:00:00Z', 'Europe/Berlin');
    expect(told).toBe(4);
    expect(await writeDigests(database.db, '2026-11-20T09:00:00Z', 'Europe/Berlin')).toBe(0);
    const { rows } = await listNotifications(database.db, novak, {
      unread: true,
      page: 1,
      pageSize: 1,
      now: relay.context().now,
    });
    expect(rows[0]).toMatchObject({
      kind: 'digest',
      title: 'Today: IT holds 2 remediations, 0 due within a day, 1 overdue',
    });
  });
});

describe('measures', () => {
  test('are read from what the rounds came to, and minutes from the history', async () => {
    const { devices } = await walkToVerify();
    await closeAt('2026-11-13T13:00:00Z', devices);
    const found = await readMeasures(database.db, '2026-12-24T00:00:00Z', {
      days: 30,
      from: '2026-11-01T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
    });
    const { rows } = await sql<{ due: number; met: number }>`
      SELECT count(*)::int AS due, count(*) FILTER (WHERE ended_at <= due_at AND ended_as = 'proven')::int AS met FROM (
        SELECT due_at, ended_at, ended_as FROM remediation_round
        UNION ALL SELECT due_at, NULL, NULL FROM remediation WHERE place <> 'closed') all_rounds
      WHERE due_at >= '2026-11-01' AND due_at < '2026-12-01'`.execute(database.db);
    expect(found.attainment).toEqual({ numerator: rows[0]?.met, denominator: rows[0]?.due });
    expect(found.attainment.numerator).toBeGreaterThan(0);
    expect(found.timeToVerify.of).toBeGreaterThan(0);
    expect(found.legs.find(({ leg }) => leg === 'test')?.minutes).toBeGreaterThanOrEqual(24 * 60);
    expect(found.attainmentByTier.map(({ tier }) => tier)).toEqual(['critical']);
  });
});
