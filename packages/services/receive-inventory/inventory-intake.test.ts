import { readInventory } from '@baton/store/agents/inventories.ts';
import { readFlaps } from '@baton/store/evidence/device-flaps.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../actor.ts';
import { withdrawAgent } from '../enrol-device/enrol-device.ts';
import { AgentAuthentication } from './authenticate-agent.ts';
import { InventoryIntake, RECONCILE_DEVICES } from './inventory-intake.ts';
import { sampleInventory } from './sample-inventory.ts';
import { enrolTestAgent, type TestAgent, wireOf } from './test-agent.ts';

const database = useTestDatabase();
let seed = 0;
let agent: TestAgent;
let intake: InventoryIntake;

beforeEach(async () => {
  seed += 1;
  agent = await enrolTestAgent(database.db, sampleInventory(seed).names);
  intake = new InventoryIntake(database.db);
});

const report = (sequence: number, inventory = sampleInventory(seed), sections?: object) => {
  const wire = wireOf(inventory);
  const { agentId } = agent;
  return intake.report({
    agentId,
    sequence,
    agentVersion: '1',
    hashes: wire.hashes,
    sections: sections ?? wire.sections,
  });
};

async function queuedDevices(): Promise<string[]> {
  const { rows } = await sql<{ payload: { deviceIds: string[] } }>`
    SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = ${RECONCILE_DEVICES}`.execute(database.db);
  return rows.flatMap((row) => row.payload.deviceIds);
}

describe('taking in an inventory', () => {
  it('keeps it whole, gives it back as it was, and queues its device for reconciling', async () => {
    expect(await report(1)).toMatchObject({ taken: true, changed: true, deviceId: agent.deviceId });
    const stored = await readInventory(database.db, agent.deviceId);
    expect(stored?.inventory).toEqual({
      ...sampleInventory(seed),
      packages: [...sampleInventory(seed).packages].sort((a, b) => (a.name < b.name ? -1 : 1)),
    });
    expect(await queuedDevices()).toContain(agent.deviceId);
  });

  it('takes hashes alone when nothing changed, and notes that it was seen again', async () => {
    await report(1);
    const first = await readInventory(database.db, agent.deviceId);
    const jobs = await queuedDevices();
    expect(await report(2, sampleInventory(seed), {})).toMatchObject({ taken: true, changed: false });
    const second = await readInventory(database.db, agent.deviceId);
    expect(second?.changedAt).toBe(first?.changedAt);
    expect(Temporal.Instant.compare(second?.seenAt ?? '', first?.seenAt ?? '')).toBe(1);
    expect(await queuedDevices()).toEqual(jobs);
  });

  it('notes a package that went down and came up again', async () => {
    const inventory = sampleInventory(seed);
    const [first, ...others] = inventory.packages;
    if (first === undefined) throw new Error('the sample has packages');
    const downgraded = { ...inventory, packages: [{ ...first, version: '0.1-1' }, ...others] };
    const noted = async () => (await readFlaps(database.db, [agent.deviceId])).get(agent.deviceId) ?? [];
    await report(1);
    expect(await noted()).toEqual([]);
    await report(2, downgraded);
    expect(await noted()).toMatchObject([{ key: `pkg:${first.name}`, changes: 1 }]);
    await report(3);
    expect(await noted()).toMatchObject([{ key: `pkg:${first.name}`, changes: 2 }]);
    const rebooted = { ...inventory, system: { ...inventory.system, bootId: 'another' } };
    await report(4, rebooted, { system: wireOf(rebooted).sections.system });
    expect(await noted()).toHaveLength(1);
  });

  it('asks for what it lacks and keeps nothing until it has all', async () => {
    expect(await report(1, sampleInventory(seed), {})).toEqual({
      taken: false,
      need: ['names', 'system', 'packages', 'candidates', 'restarts'],
    });
    expect(await readInventory(database.db, agent.deviceId)).toBeNull();
  });

  it('replaces the sections that changed and leaves the others', async () => {
    await report(1);
    const rebooted = { ...sampleInventory(seed), system: { ...sampleInventory(seed).system, bootId: 'another' } };
    const { system } = wireOf(rebooted).sections;
    expect(await report(2, rebooted, { system })).toMatchObject({ taken: true, changed: true });
    const stored = await readInventory(database.db, agent.deviceId);
    expect(stored?.inventory.system.bootId).toBe('another');
    expect(stored?.inventory.packages).toHaveLength(20);
  });

  it.each([
    ['whose text is not what its hash says', '[]', 'is not what its hash says'],
    ['that cannot be read', 'not json', 'is not what its hash says'],
  ])('refuses a section %s', async (_, packages, why) => {
    const { sections } = wireOf(sampleInventory(seed));
    const outcome = await report(1, sampleInventory(seed), { ...sections, packages });
    expect('unreadable' in outcome && outcome.unreadable).toContain(why);
    expect(await readInventory(database.db, agent.deviceId)).toBeNull();
  });

  it('takes many devices at once, each its own', async () => {
    const many = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const inventory = sampleInventory(10_000 + index);
        return { inventory, agent: await enrolTestAgent(database.db, inventory.names) };
      }),
    );
    const outcomes = await Promise.all(
      many.map(({ inventory, agent: { agentId } }) =>
        intake.report({ agentId, sequence: 1, agentVersion: '1', ...wireOf(inventory) }),
      ),
    );
    expect(outcomes.every((outcome) => 'taken' in outcome && outcome.taken)).toBe(true);
    for (const { inventory, agent: own } of many) {
      const stored = await readInventory(database.db, own.deviceId);
      expect(stored?.inventory.names).toEqual(inventory.names);
    }
  });
});

describe('counting requests', () => {
  it('takes each sequence once, and none below the last', async () => {
    expect(await report(5)).toMatchObject({ taken: true });
    expect(await report(5)).toMatchObject({ authentic: false, refusal: 'sequence' });
    expect(await report(4)).toMatchObject({ authentic: false, refusal: 'sequence' });
    expect(await intake.lastSequence(agent.agentId)).toBe(5);
    expect(await report(6)).toMatchObject({ taken: true });
  });

  it('takes one of two requests with the same sequence that come together', async () => {
    const outcomes = await Promise.all([intake.count(agent.agentId, 9), intake.count(agent.agentId, 9)]);
    const elsewhere = await new InventoryIntake(database.db).count(agent.agentId, 9);
    expect(elsewhere).toMatchObject({ refusal: 'sequence' });
    expect(outcomes.some((outcome) => 'deviceId' in outcome)).toBe(true);
  });

  it('refuses a retired agent from the next request on', async () => {
    await report(1);
    await database.db.transaction().execute((trx) => withdrawAgent(trx, SYSTEM, agent.agentId));
    expect(await report(2)).toMatchObject({ authentic: false, refusal: 'sequence' });
  });
});

describe("an agent's signature", () => {
  const body = Buffer.from('{}');
  const now = Temporal.Now.instant();

  it('is taken for the request that was signed', async () => {
    const authentication = new AgentAuthentication(database.db);
    expect(await authentication.authenticate(agent.signed({ sequence: 1, body }), now)).toMatchObject({
      authentic: true,
    });
  });

  it.each([
    ['another body', { body: Buffer.from('{"x":1}') }, 'bad-signature'],
    ['another path', { path: '/api/agent/commands/x/end' }, 'bad-signature'],
    ['another sequence', { sequence: 2 }, 'bad-signature'],
    ['another time', { time: now.add({ seconds: 1 }).toString() }, 'bad-signature'],
    ['an unknown agent', { agentId: '00000000-0000-4000-8000-000000000000' }, 'unknown-agent'],
    ['no signature', { signature: '' }, 'bad-signature'],
  ])('is refused with %s', async (_, change, refusal) => {
    const authentication = new AgentAuthentication(database.db);
    const request = { ...agent.signed({ sequence: 1, body }), ...change };
    expect(await authentication.authenticate(request, now)).toMatchObject({ authentic: false, refusal });
  });

  it('of another agent is not taken', async () => {
    const authentication = new AgentAuthentication(database.db);
    const other = await enrolTestAgent(database.db, sampleInventory(seed + 5_000).names);
    const request = { ...other.signed({ sequence: 1, body }), agentId: agent.agentId };
    expect(await authentication.authenticate(request, now)).toMatchObject({ refusal: 'bad-signature' });
  });

  it.each([-301, 301])('is refused %i seconds from now', async (seconds) => {
    const authentication = new AgentAuthentication(database.db);
    const request = agent.signed({ sequence: 1, body, time: now.add({ seconds }).toString() });
    expect(await authentication.authenticate(request, now)).toMatchObject({ refusal: 'clock' });
  });
});
