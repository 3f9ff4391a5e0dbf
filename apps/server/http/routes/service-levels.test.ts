import { askPause, endPause, listPauses, signPause } from '@baton/contract/clock-pauses.ts';
import { listWindows, readFeasibility, removeWindow, saveWindow } from '@baton/contract/maintenance-windows.ts';
import { listNotifications, readNotification } from '@baton/contract/notifications.ts';
import { getRemediation, listRemediations } from '@baton/contract/remediations.ts';
import * as contract from '@baton/contract/service-levels.ts';
import { followCells } from '@baton/services/relay/follow-cells.ts';
import { EXPAT_FIXES, keepCells, openCell } from '@baton/services/relay/testing/kept-cells.ts';
import { recomputeDeadlines } from '@baton/services/service-levels/recompute-deadlines.ts';
import { tellMarks } from '@baton/services/service-levels/tell-marks.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { relayContext } from '../../relay-context.ts';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();
let brandt: TestPerson;
let osei: TestPerson;
let novak: TestPerson;
let viewer: TestPerson;
let id = '';
const [fix = ''] = EXPAT_FIXES;
const proof = { method: 'password', password: TEST_PASSWORD } as const;

beforeAll(async () => {
  brandt = await server.person({ team: 'it', role: 'lead', name: 'K. Brandt' });
  osei = await server.person({ team: 'infosec', role: 'lead', name: 'A. Osei' });
  novak = await server.person({ team: 'it', name: 'S. Novak' });
  viewer = await server.person({ team: 'infosec', role: 'viewer' });
  const { db } = server.database;
  await keepCells(db, fix, [openCell(crypto.randomUUID()), openCell(crypto.randomUUID())]);
  await db.transaction().execute((trx) => followCells(trx, relayContext(db), [fix]));
  id = (await novak.call(listRemediations, { query: {} })).rows[0]?.id ?? '';
});

async function overdueBy(hours: number): Promise<void> {
  await sql`UPDATE remediation SET due_at = now() - make_interval(hours => ${hours}),
    clock_started_at = now() - interval '30 days' WHERE remediation_id = ${id}`.execute(server.database.db);
}

describe('the policy by API', () => {
  test('is the shipped one until both leads have signed another, and then every deadline follows', async () => {
    const before = await viewer.call(contract.getServiceLevels);
    expect(before.inForce).toMatchObject({ id: 'default', version: 0, since: null });
    expect(before.shipped.map((policy) => policy.id)).toContain('bod-26-04');
    const text = before.shipped.find((policy) => policy.id === 'bod-26-04')?.text ?? '';

    const simulated = await viewer.call(contract.simulatePolicies, {
      body: { policies: [{ of: 'in-force' }, { of: 'shipped', id: 'bod-26-04' }, { of: 'text', text }] },
    });
    expect(simulated.simulations.map(({ moves }) => moves)).toEqual([
      { earlier: 0, later: 0, same: 1, set: 0, lifted: 0 },
      { earlier: 0, later: 0, same: 0, set: 0, lifted: 1 },
      { earlier: 0, later: 0, same: 0, set: 0, lifted: 1 },
    ]);
    const moves = await viewer.call(contract.listMoves, { body: { policy: { of: 'text', text } } });
    expect(moves).toMatchObject({ total: 1, rows: [{ fix, direction: 'lifted', toTier: 'next upgrade' }] });

    await expect(viewer.call(contract.savePolicyDraft, { body: { text, seenRevision: 0 } })).rejects.toMatchObject({
      status: 403,
    });
    const { revision } = await novak.call(contract.savePolicyDraft, { body: { text, seenRevision: 0 } });
    const offer = { body: { seenRevision: revision, note: 'The directive binds us.' } };
    await expect(novak.call(contract.offerPolicy, offer)).rejects.toMatchObject({ status: 403 });
    const { version } = await brandt.call(contract.offerPolicy, offer);
    for (const lead of [brandt, osei]) {
      const { rows } = await lead.call(listNotifications, { query: {} });
      expect(rows[0]).toMatchObject({ kind: 'signature-wanted', path: '/settings/service-levels' });
    }
    const { hash } = (await osei.call(contract.getServiceLevels)).versions[0] ?? { hash: '' };
    const sign = (who: TestPerson, body = { hash, proof }) =>
      who.call(contract.signPolicy, { params: { version }, body });
    await expect(sign(novak)).rejects.toMatchObject({ status: 403 });
    await expect(sign(brandt, { hash: '0'.repeat(64), proof })).rejects.toMatchObject({ status: 409 });
    expect(await sign(brandt)).toEqual({ inForce: false });
    const settled = async (who: TestPerson) => (await who.call(listNotifications, { query: {} })).rows[0]?.settled;
    expect(await settled(brandt)).toBe(`Done: ${brandt.actor.name} has signed it for IT.`);
    expect(await settled(osei)).toBeNull();
    expect((await viewer.call(contract.getServiceLevels)).inForce.id).toBe('default');
    expect(await sign(osei)).toEqual({ inForce: true });
    const { db } = server.database;
    await recomputeDeadlines(db, relayContext(db), 'policy');
    expect((await viewer.call(contract.getServiceLevels)).inForce).toMatchObject({ id: 'bod-26-04', version: 1 });
    expect((await viewer.call(getRemediation, { params: { remediationId: id } })).clock).toMatchObject({
      state: 'none',
      policy: { id: 'bod-26-04', version: 1 },
      sentence: 'Tier next upgrade: with the next upgrade.',
    });
    const { rows } = await viewer.call(contract.listDeadlines, { params: { remediationId: id } });
    expect(rows.map(({ event }) => event)).toEqual(['policy', 'opened']);
    expect(rows[0]?.why).toMatch(/^Policy bod-26-04, version 1, came into force/);
  });

  test('is checked by line before it is kept', async () => {
    const { problems } = await viewer.call(contract.checkPolicy, { body: { text: 'id: x\nname: X\ntiers: []\n' } });
    expect(problems.map(({ line, at }) => [line, at])).toContainEqual([3, 'tiers']);
    await expect(
      novak.call(contract.savePolicyDraft, { body: { text: 'id: X Y', seenRevision: 0 } }),
    ).rejects.toMatchObject({ status: 400, where: expect.stringContaining('line 1') });
  });
});

describe('pauses by API', () => {
  test('are asked by a lead, signed by a person of each team, and seen on the clock', async () => {
    const until = Temporal.Now.instant().add({ hours: 48 }).toString();
    const params = { remediationId: id };
    await expect(novak.call(askPause, { params, body: { reason: 'x', until } })).rejects.toMatchObject({ status: 403 });
    const asked = await brandt.call(askPause, { params, body: { reason: 'Vendor investigates', until } });
    const sign = (who: TestPerson) =>
      who.call(signPause, { params: { pauseId: asked.pauseId }, body: { hash: asked.hash ?? '', proof } });
    await sign(brandt);
    await expect(sign(viewer)).rejects.toMatchObject({ status: 403 });
    expect((await sign(osei)).state).toBe('running');
    expect((await viewer.call(listPauses, { query: { remediationId: id } })).rows[0]).toMatchObject({
      state: 'running',
      signatures: [{ person: 'K. Brandt' }, { person: 'A. Osei' }],
    });
    await overdueBy(-72);
    expect((await viewer.call(getRemediation, { params })).clock).toMatchObject({
      state: 'paused',
      pausedBecause: 'Vendor investigates',
    });
    expect((await osei.call(endPause, { params: { pauseId: asked.pauseId } })).state).toBe('over');
  });
});

describe('breaches, measures and messages by API', () => {
  test('tell where the minutes went, and who was told', async () => {
    await overdueBy(2);
    const { db } = server.database;
    await tellMarks(db, relayContext(db).now);
    const { rows } = await viewer.call(contract.listBreaches, { query: { state: 'open' } });
    expect(rows).toMatchObject([
      { fix, round: 0, minutesOver: 120, attribution: { legs: [{ leg: 'identify' }, { leg: 'prioritise' }] } },
    ]);
    const mine = await osei.call(listNotifications, { query: { unread: 'true' } });
    expect(mine.rows.map(({ kind }) => kind)).toContain('clock-breach');
    // With what is settled, which nobody has to read.
    const { read } = await osei.call(readNotification, { body: { upTo: mine.rows[0]?.id ?? 0 } });
    expect(read).toBeGreaterThanOrEqual(mine.unread);
    const measures = await viewer.call(contract.getMeasures, { query: { days: 30 } });
    expect(measures).toMatchObject({ attainment: { numerator: 0, denominator: 1 }, ageOfOpen: { of: 1 } });
  });
});

describe('maintenance windows by API', () => {
  test('are set by IT, seen by all, and tell what cannot be met', async () => {
    const window = { weekdays: [6], startsAt: '22:00', minutes: 120, timeZone: 'Europe/Berlin', everywhere: true };
    const params = { name: 'Saturday / night' };
    await expect(osei.call(saveWindow, { params, body: window })).rejects.toMatchObject({ status: 403 });
    expect(await novak.call(saveWindow, { params, body: window })).toMatchObject({ name: params.name, devices: [] });
    expect((await viewer.call(listWindows)).total).toBe(1);
    expect((await viewer.call(readFeasibility)).sentence).toMatch(/before the deadline/);
    await novak.call(removeWindow, { params });
    expect((await viewer.call(listWindows)).total).toBe(0);
  });
});
