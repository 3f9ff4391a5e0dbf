import { readDeadlineChanges } from '@baton/store/service-levels/deadline-changes.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { EXPAT_FIXES } from '../relay/testing/kept-cells.ts';
import { readDocument } from '../signatures/read-document.ts';
import { offerPolicy, savePolicyDraft, signPolicy } from './change-policy.ts';
import { listPauses } from './list-pauses.ts';
import { askPause, endPause, signPause } from './pause-clock.ts';
import { POLICY_DOCUMENT } from './policy-document.ts';
import { readPolicyText, writePolicyText } from './policy-text.ts';
import { readServiceLevels } from './read-service-levels.ts';
import { recomputeDeadlines } from './recompute-deadlines.ts';
import { listMoves, simulatePolicies } from './simulate-policies.ts';
import { addSigner, clockedRelay, LISTED, PASSWORD, VISITOR } from './testing/clocked-relay.ts';

const database = useTestDatabase();
const relay = clockedRelay(() => database.db);
let brandt: PersonActor;
let osei: PersonActor;
let novak: PersonActor;
let used = 0;

beforeAll(async () => {
  brandt = await addSigner(database.db, 'K. Brandt', 'it');
  osei = await addSigner(database.db, 'A. Osei', 'infosec');
  novak = await addSigner(database.db, 'S. Novak', 'it', 'member');
});

function nextFix(): string {
  used += 1;
  return EXPAT_FIXES[used - 1] ?? '';
}

const changesOf = async (fix: string) =>
  readDeadlineChanges(database.db, (await relay.remediationOf(fix)).remediation_id);
const proof = { method: 'password', password: PASSWORD } as const;

describe('a deadline keeps its history', () => {
  test('from the opening on, with why it moved, from when to when, and by which policy', async () => {
    relay.at('2026-11-10T08:00:00Z');
    const fix = nextFix();
    relay.tellFacts(fix, { vendorSeverity: 'high', vulnerabilities: [] });
    await relay.open(fix);
    relay.at('2026-11-12T08:00:00Z');
    relay.tellFacts(fix, { vendorSeverity: 'high', vulnerabilities: [LISTED] });
    expect(await recomputeDeadlines(database.db, relay.context(), 'facts')).toMatchObject({ moved: 1 });
    expect(await changesOf(fix)).toMatchObject([
      {
        event: 'facts',
        why: 'Now in KEV: tier critical instead of high.',
        from_due_at: '2026-11-17T08:00:00Z',
        to_due_at: '2026-11-13T08:00:00Z',
        policy_id: 'default',
        policy_version: 0,
      },
      { event: 'opened', from_due_at: null, to_due_at: '2026-11-17T08:00:00Z' },
    ]);
    expect((await relay.remediationOf(fix)).kev).toEqual(['CVE-2026-1']);
  });

  test('batches that are computed side by side look at each remediation once, and count every move', async () => {
    relay.at('2026-11-12T09:00:00Z');
    const fixes = [nextFix(), nextFix(), nextFix(), nextFix(), nextFix()];
    for (const fix of fixes) {
      relay.tellFacts(fix, { vendorSeverity: 'high', vulnerabilities: [] });
      await relay.open(fix);
    }
    for (const fix of fixes) relay.tellFacts(fix, { vendorSeverity: 'high', vulnerabilities: [LISTED] });
    const { looked, moved } = await recomputeDeadlines(database.db, relay.context(), 'facts', { batch: 1 });
    expect(moved).toBe(fixes.length);
    const { rows } = await sql<{
      open: number;
    }>`SELECT count(*) AS open FROM remediation WHERE place <> 'closed'`.execute(database.db);
    expect(looked).toBe(rows[0]?.open);
    for (const fix of fixes) expect(await changesOf(fix)).toHaveLength(2);
  });

  test('a batch that fails is told, and no other goes on behind', async () => {
    const { evidence, ...context } = relay.context();
    let asked = 0;
    const failing: typeof evidence = {
      ...evidence,
      facts: async (...of) => {
        asked += 1;
        if (asked === 1) throw new Error('the database is gone');
        return evidence.facts(...of);
      },
    };
    const recomputing = recomputeDeadlines(database.db, { ...context, evidence: failing }, 'facts', { batch: 1 });
    await expect(recomputing).rejects.toThrow('the database is gone');
    const askedWhenTold = asked;
    // More than three are open: those that the other lane would have gone on with.
    for (let n = 0; n < 50; n += 1) await sql`SELECT 1`.execute(database.db);
    expect(asked).toBe(askedWhenTold);
    expect(asked).toBeLessThanOrEqual(3);
  });

  test('that is not written again where nothing moved, and cannot be rewritten', async () => {
    expect(await recomputeDeadlines(database.db, relay.context(), 'facts')).toMatchObject({ moved: 0 });
    await expect(sql`UPDATE deadline_change SET why = 'x'`.execute(database.db)).rejects.toMatchObject({
      code: '23001',
    });
    await expect(sql`DELETE FROM deadline_change`.execute(database.db)).rejects.toMatchObject({ code: '23001' });
  });

  test('by what is told of the devices: exposure, criticality, groups', async () => {
    const fix = nextFix();
    const { record, devices } = await relay.open(fix);
    await sql`INSERT INTO device_attribute (device_id, kind, value, valid_from, told_by)
      VALUES (${devices[0]}, 'exposure', 'Internet', now(), 'x'), (${devices[1]}, 'criticality', 'Critical', now(), 'x'),
        (${devices[1]}, 'group', 'servers', now(), 'x')`.execute(database.db);
    const [bod, ssvc] = await simulatePolicies(database.db, relay.context(), [
      { of: 'shipped', id: 'bod-26-04' },
      { of: 'text', text: text('id: group\nname: group\n', '{ if: group, in: [servers] }') },
    ]);
    expect(bod?.byTier.find(({ tierId }) => tierId === '60-days')?.remediations).toBe(1);
    expect(ssvc?.byTier[0]).toMatchObject({ tierId: 'first', remediations: 1 });
    expect(record.tier_id).toBe('critical');
  });
});

function text(head: string, when: string): string {
  return `${head}citation: a test of ours
timeZone: Europe/Berlin
tiers:
  - id: first
    name: first
    when: ${when}
    time: { unit: hours, amount: 24 }
    startsFrom: detected
  - id: rest
    name: rest
    when: { if: all, of: [] }
    time: { unit: days, amount: 30 }
    startsFrom: detected
`;
}

describe('the text of a policy', () => {
  test('comes back as it was written', async () => {
    const read = readPolicyText(text('id: x\nname: X\n', '{ if: kev }'));
    if (read.content === null) throw new Error('not read');
    expect(readPolicyText(writePolicyText(read.content)).content).toEqual(read.content);
    const { shipped } = await readServiceLevels(database.db, relay.context().now, 'Europe/Berlin');
    expect(shipped.map((policy) => readPolicyText(policy.text).problems)).toEqual(shipped.map(() => []));
  });

  test.each([
    ['a word that there is not', '{ if: kevv }', 8, 'tiers.0.when.if'],
    ['a member too much', '{ if: kev, at: 3 }', 8, 'tiers.0.when'],
    ['a number out of its range', '{ if: epss, atLeast: 7 }', 8, 'tiers.0.when.atLeast'],
    ['a condition that always holds before the last', '{ if: all, of: [] }', 8, 'tiers.0.when'],
    [
      'deep within',
      '{ if: all, of: [{ if: kev }, { if: not, of: { if: cvss, version: "3.1", atLeast: 11 } }] }',
      8,
      'atLeast',
    ],
  ])('%s is told by its line', (_name, when, line, place) => {
    const { problems } = readPolicyText(text('id: x\nname: X\n', when));
    expect(problems[0]).toMatchObject({ line });
    expect(problems[0]?.at).toContain(place);
  });

  test('that is no YAML is told by its line, and an alias bomb is refused', () => {
    expect(readPolicyText('id: x\nname: [').problems[0]).toMatchObject({ line: 2 });
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nid: [*b, *b]`;
    expect(() => readPolicyText(bomb)).not.toThrow();
    expect(readPolicyText(bomb).problems.length).toBeGreaterThan(0);
  });
});

describe('another policy', () => {
  test('holds when both leads have signed it, moves every open deadline, and is cited', async () => {
    relay.at('2026-11-20T08:00:00Z');
    const fix = nextFix();
    await relay.open(fix);
    await savePolicyDraft(database.db, novak, {
      text: text('id: ours\nname: Ours\n', '{ if: kev }'),
      seenRevision: 0,
    });
    const moved = await listMoves(database.db, relay.context(), { policy: { of: 'draft' }, page: 1, pageSize: 50 });
    expect(moved.rows.find((row) => row.fix === fix)).toMatchObject({
      direction: 'later',
      fromDueAt: '2026-11-23T08:00:00Z',
      toDueAt: '2026-12-20T08:00:00Z',
      fromTier: 'critical',
      toTier: 'rest',
    });
    const version = await offerPolicy(database.db, brandt, { seenRevision: 1, note: 'as agreed' }, relay.context().now);
    const hash = (await readDocument(database.db, POLICY_DOCUMENT)).versions[0]?.hash ?? '';
    expect(await signPolicy(database.db, brandt, { version, hash, proof }, VISITOR)).toBe(false);
    const held = async () => (await readServiceLevels(database.db, new Date().toISOString(), 'Europe/Berlin')).inForce;
    expect(await held()).toMatchObject({ id: 'default', version: 0 });
    expect(await signPolicy(database.db, osei, { version, hash, proof }, VISITOR)).toBe(true);
    expect(await held()).toMatchObject({ id: 'ours', version: 1 });
    let ran = 0;
    await runQueuedJobs(database.pool, {
      'recompute-deadlines': async (payload) => {
        ran += 1;
        expect(payload).toEqual({ event: 'policy' });
        relay.at(new Date().toISOString());
        await recomputeDeadlines(database.db, relay.context(), 'policy');
      },
    });
    expect(ran).toBe(1);
    expect((await changesOf(fix))[0]).toMatchObject({
      event: 'policy',
      why: 'Policy ours, version 1, came into force: tier rest instead of critical.',
      to_due_at: '2026-12-20T08:00:00Z',
      policy_id: 'ours',
      policy_version: 1,
    });
  });

  test('that is not right is not kept, and who may not draft is refused', async () => {
    await expect(savePolicyDraft(database.db, novak, { text: 'id: x', seenRevision: 0 })).rejects.toMatchObject({
      code: 'invalid',
      where: expect.stringContaining('line 1'),
    });
    const viewer: PersonActor = { ...novak, role: 'viewer' };
    await expect(
      savePolicyDraft(database.db, viewer, { text: text('id: x\nname: X\n', '{ if: kev }'), seenRevision: 0 }),
    ).rejects.toMatchObject({ code: 'not-permitted' });
  });
});

describe('a pause', () => {
  const until = '2026-12-10T00:00:00Z';

  async function asked(fix: string) {
    const { record } = await relay.open(fix);
    const pause = await askPause(database.db, relay.context(), brandt, {
      remediationId: record.remediation_id,
      reason: 'Vendor investigates',
      until,
    });
    return { record, pause };
  }

  const sign = (actor: PersonActor, pauseId: string, hash: string | null) =>
    signPause(database.db, relay.context(), actor, { pauseId, hash: hash ?? '', proof }, VISITOR);

  test('needs a signature of each team, runs from the second on, and moves the deadline later', async () => {
    relay.at('2026-12-01T00:00:00Z');
    const fix = nextFix();
    const { record, pause } = await asked(fix);
    expect(pause).toMatchObject({ state: 'asked', signatures: [] });
    expect((await sign(brandt, pause.pauseId, pause.hash)).state).toBe('asked');
    await expect(sign(brandt, pause.pauseId, pause.hash)).rejects.toThrow('has signed');
    expect((await relay.remediationOf(fix)).due_at).toBe(record.due_at);
    relay.at('2026-12-02T00:00:00Z');
    const signed = await sign(osei, pause.pauseId, pause.hash);
    expect(signed).toMatchObject({ state: 'running', startsAt: '2026-12-02T00:00:00Z', endsAt: until });
    const after = await relay.remediationOf(fix);
    expect(Date.parse(after.due_at ?? '') - Date.parse(record.due_at ?? '')).toBe(8 * 86_400_000);
    expect((await changesOf(fix))[0]).toMatchObject({
      event: 'pause',
      why: 'A pause that both teams signed moved it.',
    });
  });

  test('that is ended early gives back what is left of it, and no more', async () => {
    relay.at('2026-12-01T00:00:00Z');
    const fix = nextFix();
    const { record, pause } = await asked(fix);
    await sign(brandt, pause.pauseId, pause.hash);
    await sign(osei, pause.pauseId, pause.hash);
    relay.at('2026-12-03T00:00:00Z');
    await expect(endPause(database.db, relay.context(), novak, pause.pauseId)).rejects.toMatchObject({
      code: 'not-permitted',
    });
    expect(await endPause(database.db, relay.context(), osei, pause.pauseId)).toMatchObject({ state: 'over' });
    const after = await relay.remediationOf(fix);
    expect(Date.parse(after.due_at ?? '') - Date.parse(record.due_at ?? '')).toBe(2 * 86_400_000);
    await expect(endPause(database.db, relay.context(), osei, pause.pauseId)).rejects.toThrow('is over');
  });

  test('that was withdrawn is not brought to life by a signature', async () => {
    relay.at('2026-12-01T00:00:00Z');
    const fix = nextFix();
    const { record, pause } = await asked(fix);
    await sign(brandt, pause.pauseId, pause.hash);
    expect(await endPause(database.db, relay.context(), brandt, pause.pauseId)).toMatchObject({ state: 'withdrawn' });
    await expect(sign(osei, pause.pauseId, pause.hash)).rejects.toThrow('withdrawn');
    expect((await relay.remediationOf(fix)).due_at).toBe(record.due_at);
    expect(
      (await listPauses(database.db, relay.context().now, record.remediation_id)).rows[0]?.signatures,
    ).toHaveLength(1);
  });

  test.each([
    ['in the past', '2026-11-01T00:00:00Z'],
    ['for too long', '2027-06-01T00:00:00Z'],
  ])('%s is refused', async (_name, end) => {
    relay.at('2026-12-01T00:00:00Z');
    const { record } = await relay.open(nextFix());
    await expect(
      askPause(database.db, relay.context(), brandt, { remediationId: record.remediation_id, reason: 'x', until: end }),
    ).rejects.toMatchObject({ code: 'invalid', where: 'body.until' });
  });

  test('is not begun by the database without both signatures, and not changed after', async () => {
    relay.at('2026-12-01T00:00:00Z');
    const { pause } = await asked(nextFix());
    const refused = { code: '23001' };
    const { pauseId } = pause;
    await expect(
      sql`UPDATE clock_pause SET starts_at = now() WHERE pause_id = ${pauseId}`.execute(database.db),
    ).rejects.toMatchObject(refused);
    await expect(
      sql`UPDATE clock_pause SET reason = 'y' WHERE pause_id = ${pauseId}`.execute(database.db),
    ).rejects.toMatchObject(refused);
    await expect(sql`DELETE FROM clock_pause WHERE pause_id = ${pauseId}`.execute(database.db)).rejects.toMatchObject(
      refused,
    );
  });
});
