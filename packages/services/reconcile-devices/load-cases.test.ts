import { randomUUID } from 'node:crypto';
import { EMPTY_LOOK } from '@baton/domain/evidence/empty-report.ts';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type { Look } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { endCommand, insertCommand, takeCommandSequence } from '@baton/store/agents/commands.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type EvidenceOrigin, type EvidenceRow, insertEvidence } from '@baton/store/evidence/keep-evidence.ts';
import { ensureSource } from '@baton/store/evidence/sources.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
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

test('a device that InfoSec never looked at is told by its living twin and by the scan that was to look at it', async () => {
  const { db } = database;
  const [ghost, seen] = [randomUUID(), randomUUID()];
  await db.transaction().execute(async (trx) => {
    const it = await originOf(trx, 'it');
    const infosec = await originOf(trx, 'infosec');
    for (const [device_id, name] of [
      [ghost, 'OLD-1'],
      [seen, 'NEW-1'],
    ] as const) {
      await trx.insertInto('device').values({ device_id, name }).execute();
      await insertEvidence(trx, it, [wordOn(device_id, null)]);
      await sql`INSERT INTO device_identifier (device_id, source_id, kind, value)
        VALUES (${device_id}, ${it.sourceId}, 'hostname', ${name.toLowerCase()})`.execute(trx);
      await sql`INSERT INTO scan_target (target, source_id) VALUES (${name.toLowerCase()}, ${infosec.sourceId})`.execute(
        trx,
      );
    }
    await insertEvidence(trx, infosec, [wordOn(seen, EMPTY_LOOK)]);
    await sql`INSERT INTO device_twin (device_id, twin_of, kind, value)
      VALUES (${ghost}, ${seen}, 'serial', 'S1'), (${seen}, ${ghost}, 'serial', 'S1')`.execute(trx);
  });
  const cases = (await loadCases(db, [ghost, seen], options)).map(({ device }) => device);
  const told = Object.fromEntries(cases.map(({ name, ghostOf, targetedBy }) => [name, { ghostOf, targetedBy }]));
  expect(told).toEqual({
    'OLD-1': {
      ghostOf: { name: 'NEW-1', sharedIdentifier: 'serial S1', knownToInfosec: true },
      targetedBy: 'infosec tool',
    },
    'NEW-1': { ghostOf: null, targetedBy: null },
  });
});

async function originOf(trx: DatabaseTransaction, team: Team): Promise<EvidenceOrigin> {
  const sourceId = await ensureSource(trx, { team, name: `${team} tool`, kind: team === 'it' ? 'csv' : 'nessus' });
  const reportId = randomUUID();
  await sql`INSERT INTO report (report_id, source_id, team, file_name, bytes, sha256, delivery_key, state, imported_by_kind,
      imported_by_name, ended_at)
    VALUES (${reportId}, ${sourceId}, ${team}, 'a file', 1, repeat('0', 64), ${reportId}, 'done', 'system', 'Baton', now())`.execute(
    trx,
  );
  return { reportId, sourceId, team };
}

function wordOn(deviceId: string, look: Look | null): EvidenceRow {
  const evidence = { names: namesOf(deviceId), state: EMPTY_STATE, look, claims: [] };
  return { deviceId, ordinal: 1, seenAt: new Date().toISOString(), covers: false, evidence };
}
