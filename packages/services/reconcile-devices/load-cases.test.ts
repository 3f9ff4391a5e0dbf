import { randomUUID } from 'node:crypto';
import { endCommand, insertCommand, takeCommandSequence } from '@baton/store/agents/commands.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { expect, test } from 'vitest';
import { InventoryIntake } from '../receive-inventory/inventory-intake.ts';
import { sampleInventory } from '../receive-inventory/sample-inventory.ts';
import { enrolTestAgent, type TestAgent, wireOf } from '../receive-inventory/test-agent.ts';
import { loadCases } from './load-cases.ts';
import { ReportCache } from './report-cache.ts';

const database = useTestDatabase();
const options = { excerpts: false, reports: new ReportCache() };

test('the deployments of ours are what our commands brought; without an agent they are not known', async () => {
  const { db } = database;
  const agent = await enrolTestAgent(db, sampleInventory(1).names);
  const deployments = async () => (await loadCases(db, [agent.deviceId], options))[0]?.device.deployments;
  expect(await deployments()).toBeNull();
  const { hashes, sections } = wireOf(sampleInventory(1));
  await new InventoryIntake(db).report({ agentId: agent.agentId, sequence: 1, agentVersion: '1', hashes, sections });
  expect(await deployments()).toEqual([]);
  await command(db, agent, 'openssl', 'succeeded');
  await command(db, agent, 'curl', 'failed');
  expect(await deployments()).toEqual([{ source: 'openssl', version: '1' }]);
});

async function command(db: Database, agent: TestAgent, source: string, outcome: 'succeeded' | 'failed'): Promise<void> {
  const now = new Date().toISOString();
  const key = await db.selectFrom('command_signing_key').select('key_id').executeTakeFirstOrThrow();
  await db.transaction().execute(async (trx) => {
    const commandId = randomUUID();
    const { agentId, sequence } = (await takeCommandSequence(trx, agent.deviceId)) ?? expect.fail('no agent');
    await insertCommand(trx, {
      commandId,
      deviceId: agent.deviceId,
      agentId,
      sequence,
      order: { kind: 'apt-install', source, packages: [{ name: source, version: '1' }] },
      envelope: '{}',
      keyId: key.key_id,
      signature: 'x',
      remediationId: null,
      createdAt: now,
      createdBy: { kind: 'system', id: null, name: 'Baton' },
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    });
    const result = {
      outcome,
      exitCode: 0,
      summary: 'done',
      output: '',
      outputCut: false,
      startedAt: now,
      endedAt: now,
    };
    await endCommand(trx, { agentId, commandId, result, now });
  });
}
