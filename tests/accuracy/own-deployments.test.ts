import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandResult } from '@baton/domain/deployments/device-command.ts';
import type { Inventory } from '@baton/domain/inventory/inventory.ts';
import { SYSTEM } from '@baton/services/actor.ts';
import { keepCommandResult, letCommandBegin } from '@baton/services/command-device/follow-command.ts';
import { queueCommand } from '@baton/services/command-device/queue-command.ts';
import { importReport } from '@baton/services/import-report/import-report.ts';
import { receiveDelivery } from '@baton/services/import-report/receive-delivery.ts';
import { currentKnowledge } from '@baton/services/load-knowledge/current-knowledge.ts';
import { loadShippedBundle } from '@baton/services/load-knowledge/load-shipped-bundle.ts';
import { findCells } from '@baton/services/read-cells/find-cells.ts';
import { InventoryIntake } from '@baton/services/receive-inventory/inventory-intake.ts';
import { sampleInventory } from '@baton/services/receive-inventory/sample-inventory.ts';
import { enrolTestAgent, type TestAgent, wireOf } from '@baton/services/receive-inventory/test-agent.ts';
import { reconcileDevices } from '@baton/services/reconcile-devices/reconcile-devices.ts';
import { handOutCommands } from '@baton/store/agents/commands.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { debianFixes } from '@baton/tools/world/debian-fixes.ts';
import type { WorldFix } from '@baton/tools/world/world-fix.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Host, item, lines, scan } from './hand-made-files.ts';

// What our own deployments brought, only our agent can tell: no file of the world can. So devices are enrolled, commanded and judged
// here as the server does it, and the truth is how each fix came onto each device.

type Way =
  | 'ours'
  | 'by hand'
  | 'by hand over an older one of ours'
  | 'by hand after ours failed'
  | 'by hand before ours began'
  | 'missing';

const WAYS: readonly Way[] = [
  'ours',
  'by hand',
  'by hand over an older one of ours',
  'by hand after ours failed',
  'by hand before ours began',
  'missing',
];
const DEVICES = 6;
/** Without an agent there is nobody whom our deployments could have reached: nothing is known of them. */
const STRANGER = 'no-agent-1';

const RIGHT: Readonly<Record<Way, string>> = {
  ours: 'proven',
  'by hand': 'proven, installed-elsewhere',
  'by hand over an older one of ours': 'proven, installed-elsewhere',
  'by hand after ours failed': 'proven, installed-elsewhere',
  'by hand before ours began': 'proven, installed-elsewhere',
  missing: 'open',
};

const hoursAgo = (hours: number) =>
  Temporal.Now.instant()
    .subtract({ minutes: hours * 60 })
    .toString({ smallestUnit: 'second' });

const database = useTestDatabase();
let folder: string;
let fixes: readonly WorldFix[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-own-deployments-'));
  await loadShippedBundle(database.db);
  fixes = debianFixes(await currentKnowledge(database.db), [hoursAgo(24).slice(0, 10)])[0] ?? [];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what is in place without a deployment of ours is remarked, and nothing else is', async () => {
  expect(fixes.length).toBeGreaterThanOrEqual(WAYS.length);
  const deviceIds: string[] = [];
  for (let index = 1; index <= DEVICES; index += 1) deviceIds.push(await liveOneDevice(index));
  await deliver('it', 'stranger.csv', strangerExport());
  await deliver('infosec', 'scan.nessus', scan(...hosts()));
  const devices = await database.db.selectFrom('device').select('device_id').execute();
  const all = devices.map(({ device_id }) => device_id);
  await reconcileDevices(database.db, all, { reason: { kind: 'asked' }, now: Date.now() });
  expect(await judged()).toEqual(truth());
  expect(deviceIds).toHaveLength(DEVICES);
});

function wayOf(device: number, fix: number): Way {
  return WAYS[(device + fix) % WAYS.length] ?? 'missing';
}

/** Enrolled, commanded, and then seen with what came of it. */
async function liveOneDevice(index: number): Promise<string> {
  const inventory = inventoryOf(index);
  const agent = await enrolTestAgent(database.db, inventory.names);
  for (const [at, fix] of fixes.entries()) {
    const way = wayOf(index, at);
    if (way === 'ours') await command(agent, fix, 'succeeded');
    if (way === 'by hand over an older one of ours')
      await command(agent, { ...fix, version: fix.oldVersion }, 'succeeded');
    if (way === 'by hand after ours failed') await command(agent, fix, 'failed');
    if (way === 'by hand before ours began') await command(agent, fix, null);
  }
  const { hashes, sections } = wireOf(inventory);
  const report = { agentId: agent.agentId, sequence: 1, agentVersion: '1', hashes, sections };
  expect(await new InventoryIntake(database.db).report(report)).toMatchObject({ taken: true });
  return agent.deviceId;
}

function inventoryOf(index: number): Inventory {
  const packages = fixes.map((fix, at) => {
    const version = wayOf(index, at) === 'missing' ? fix.oldVersion : fix.version;
    const name = fix.binary ?? fix.product;
    const installedAt = hoursAgo(24);
    return { name, version, architecture: 'amd64', source: fix.product, sourceVersion: version, installedAt };
  });
  return { ...sampleInventory(index), packages };
}

/** @param outcome null: it waits for the device still */
async function command(agent: TestAgent, fix: WorldFix, outcome: CommandResult['outcome'] | null): Promise<void> {
  const { db } = database;
  const order = {
    kind: 'apt-install',
    source: fix.product,
    packages: [{ name: fix.binary ?? fix.product, version: fix.version }],
  } as const;
  const queued = await db
    .transaction()
    .execute((trx) =>
      queueCommand(trx, { deviceId: agent.deviceId, order, actor: SYSTEM, remediationId: null, hoursToBegin: 24 }),
    );
  if (queued === null) throw new Error('The device has an agent.');
  if (outcome === null) return;
  const of = {
    device: { kind: 'device' as const, deviceId: agent.deviceId, name: 'host' },
    agentId: agent.agentId,
    commandId: queued.commandId,
  };
  const result: CommandResult = {
    outcome,
    exitCode: outcome === 'succeeded' ? 0 : 100,
    summary: 'apt-get install',
    output: '',
    outputCut: false,
    startedAt: hoursAgo(25),
    endedAt: hoursAgo(24),
  };
  await handOutCommands(db, agent.agentId, Temporal.Now.instant().toString());
  await db.transaction().execute(async (trx) => {
    await letCommandBegin(trx, of);
    await keepCommandResult(trx, { ...of, result });
  });
}

function hosts(): readonly Host[] {
  const seen = { at: hoursAgo(1) };
  const ours = Array.from({ length: DEVICES }, (_, at) => at + 1).map((index) => ({
    ...seen,
    name: `host-${index}.example.org`,
    items: fixes.flatMap((fix, at) => (wayOf(index, at) === 'missing' ? [finding(fix)] : [])),
  }));
  return [...ours, { ...seen, name: STRANGER }];
}

function finding({ check, binary, oldVersion, version }: WorldFix): string {
  const output = `\nRemote package installed : ${binary}_${oldVersion}\nShould be                : ${binary}_${version}\n`;
  return item(check.id, check.name, check.family, output);
}

function strangerExport(): string {
  return lines(
    'Host,Operating System,Package,Installed version,Fixed version,State,Installed on,Last checkin',
    ...fixes.map(
      ({ binary, version }) =>
        `${STRANGER},Debian GNU/Linux 12,${binary},${version},${version},installed,${hoursAgo(24)},${hoursAgo(0.5)}`,
    ),
  );
}

async function deliver(team: 'it' | 'infosec', fileName: string, text: string): Promise<void> {
  const { db, pool } = database;
  const path = join(folder, fileName);
  await writeFile(path, text);
  const told = { source: fileName, zone: 'UTC' };
  await receiveDelivery({ db, dataFolder: folder }, SYSTEM, { fileName, team, told }, createReadStream(path));
  await runQueuedJobs(pool, {
    'import-report': (payload) =>
      importReport({ db, dataFolder: folder }, payload as Parameters<typeof importReport>[1]),
  });
}

async function judged(): Promise<readonly string[]> {
  const { cells } = await findCells(database.db, { page: 1, pageSize: 100 });
  return cells
    .map(({ device, fix, state }) => `${device} · ${fix} · ${[state.verdict, ...state.also].join(', ')}`)
    .sort();
}

function truth(): readonly string[] {
  const own = Array.from({ length: DEVICES }, (_, at) => at + 1).flatMap((index) =>
    fixes.map((fix, at) => `host-${index} · ${fix.id} · ${RIGHT[wayOf(index, at)]}`),
  );
  return [...own, ...fixes.map((fix) => `${STRANGER} · ${fix.id} · proven`)].sort();
}
