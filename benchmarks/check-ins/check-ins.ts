import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type PackedInventory, writeInventories } from '@baton/store/agents/check-ins.ts';
import { packSection } from '@baton/store/agents/packed-section.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { sql } from 'kysely';
import { type Keys, type Machine, makeKeys, makeMachines, prepare, send } from './check-in-load.ts';

/**
 * Check-ins a second: inventories that are new, and unchanged ones. Server, PostgreSQL and the load share the machine.
 * Beside them, in the same run, what nothing can pass: a bare Fastify that takes the same bodies, and the same rows written
 * to the same PostgreSQL in batches without HTTP, signatures or checks.
 *
 *     npx node benchmarks/check-ins/check-ins.ts [--agents 3000] [--packages 500] [--rounds 5] [--connections 64]
 */
const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '3000' },
    packages: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
  },
});
const [agents, packages, rounds, connections] = [values.agents, values.packages, values.rounds, values.connections].map(
  Number,
);
if (!agents || !packages || !rounds || !connections) throw new Error('Every option takes a number of at least 1.');

const folder = await mkdtemp(join(tmpdir(), 'baton-bench-check-ins-'));
const server = fork(fileURLToPath(new URL('bench-server.ts', import.meta.url)), [join(folder, 'data')]);
try {
  const [{ address, bareAddress, databaseUrl }] = await once(server, 'message');
  await measure(address, bareAddress, databaseUrl);
  server.send('stop');
  await once(server, 'exit');
} finally {
  server.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}

async function measure(address: string, bareAddress: string, databaseUrl: string): Promise<void> {
  const connection = connectDatabase(databaseUrl, { maxConnections: 4 });
  const keys = makeKeys();
  const machines = makeMachines(agents ?? 0, packages ?? 0);
  await register(connection.db, machines, keys);
  const packed = machines.map(pack);

  const whole = machines.map((machine) => prepare(machine, keys, 1, true));
  const bytes = whole.reduce((sum, request) => sum + request.body.length, 0) / whole.length;
  const bareNew = await send(bareAddress, '/', whole, connections ?? 1);
  const fresh = await send(address, '/api/agent/check-in', whole, connections ?? 1);
  await expectStored(connection.db, machines.length);

  const small = Array.from({ length: rounds ?? 0 }, (_, round) =>
    machines.map((machine) => prepare(machine, keys, round + 2, false)),
  ).flat();
  const bareSmall = await send(bareAddress, '/', small, connections ?? 1);
  const unchanged = await send(address, '/api/agent/check-in', small, connections ?? 1);

  const rows = await writeRows(connection.db, packed);
  await connection.close();
  const smallBytes = small[0]?.body.length ?? 0;
  console.log(
    `${machines.length} agents, ${packages} packages each, ${connections} connections, ${availableParallelism()} cores`,
  );
  console.log(`load of the machine over the last minute: ${(loadavg()[0] ?? 0).toFixed(1)}\n`);
  print('new inventories', fresh, 300, `${(bytes / 1024).toFixed(1)} KB each`, [
    ['bare Fastify, same bodies', bareNew],
    ['same rows, no HTTP', rows],
  ]);
  print('unchanged', unchanged, 1_500, `${smallBytes} bytes each`, [['bare Fastify, same bodies', bareSmall]]);
}

function print(
  what: string,
  figure: number,
  goal: number,
  size: string,
  limits: readonly (readonly [string, number])[],
): void {
  console.log(`${what.padEnd(28)} ${figure.toFixed(0).padStart(7)} /s   goal ${goal}   ${size}`);
  for (const [name, limit] of limits) {
    console.log(`  ${name.padEnd(26)} ${limit.toFixed(0).padStart(7)} /s   ratio ${(figure / limit).toFixed(2)}`);
  }
}

/** Devices and agents as enrolling leaves them, in bulk. */
async function register(db: Database, machines: readonly Machine[], { publicKey }: Keys): Promise<void> {
  const deviceIds = machines.map((machine) => machine.deviceId);
  await sql`
    INSERT INTO device (device_id, name) SELECT id, 'host-' || n FROM unnest(${deviceIds}::uuid[]) WITH ORDINALITY AS d(id, n)`.execute(
    db,
  );
  await sql`
    INSERT INTO agent (agent_id, device_id, public_key, name, agent_version)
    SELECT a, d, ${publicKey}, 'host', 'bench'
    FROM unnest(${machines.map((machine) => machine.agentId)}::uuid[], ${deviceIds}::uuid[]) AS x(a, d)`.execute(db);
}

function pack(machine: Machine): PackedInventory {
  const { names, system, packages: software, candidates, restarts } = machine.wire;
  const sections = [names, system, software, candidates, restarts].map(packSection);
  const [one, two, three, four, five] = sections;
  if (!one || !two || !three || !four || !five) throw new Error('five sections');
  return { agentId: machine.agentId, deviceId: machine.deviceId, hashes: 'x', sections: [one, two, three, four, five] };
}

async function expectStored(db: Database, count: number): Promise<void> {
  const { stored } = await db
    .selectFrom('device_inventory')
    .select(({ fn }) => fn.countAll<number>().as('stored'))
    .executeTakeFirstOrThrow();
  if (stored !== count) throw new Error(`${stored} of ${count} inventories were stored`);
}

/** The rows alone: the same statements in batches of 50, two at once, into the emptied table. */
async function writeRows(db: Database, packed: readonly PackedInventory[]): Promise<number> {
  await sql`TRUNCATE device_inventory`.execute(db);
  const started = performance.now();
  let next = 0;
  const writer = async () => {
    for (;;) {
      const batch = packed.slice(next, next + 50);
      next += 50;
      if (batch.length === 0) return;
      await db.transaction().execute((trx) => writeInventories(trx, batch, new Date().toISOString()));
    }
  };
  await Promise.all([writer(), writer()]);
  return packed.length / ((performance.now() - started) / 1000);
}
