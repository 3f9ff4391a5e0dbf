import { createReadStream } from 'node:fs';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { planAptInstall } from '@baton/domain/deployments/plan-apt-install.ts';
import type { Inventory } from '@baton/domain/inventory/inventory.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { SYSTEM } from '@baton/services/actor.ts';
import { takeCommandBack } from '@baton/services/command-device/follow-command.ts';
import { queueCommand } from '@baton/services/command-device/queue-command.ts';
import { createEnrolmentToken } from '@baton/services/enrol-device/enrolment-token.ts';
import { readInventory } from '@baton/store/agents/inventories.ts';
import { type CommandRecord, readCommands } from '@baton/store/agents/read-commands.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AGENT_IN_DEVICE, installAgent } from './harness/agent-bundle.ts';
import { type AgentServer, startAgentServer } from './harness/agent-server.ts';
import { debianRoot, NODE_IN_DEVICE } from './harness/debian-root.ts';
import { type DebsecanSource, openDebsecanSource, scan } from './harness/debsecan-source.ts';
import { Device } from './harness/device.ts';
import { type VersionPair, versionPair } from './harness/version-pair.ts';

const SOURCE = 'openssl';
const LIBRARY = 'libssl3';
const STATE = '/var/lib/baton-agent';

let knowledge: Knowledge;
let server: AgentServer;
let device: Device;
let pair: VersionPair;
let debsecan: DebsecanSource;
let deviceId: string;
let agent: ReturnType<Device['start']>;
let agentSaid = '';

/** A real Debian 12 that lacks the newest security update of a library, a program that uses that library, and our agent. */
beforeAll(async () => {
  knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
  server = await startAgentServer();
  device = await Device.start(await debianRoot(), 'web01');
  pair = await versionPair(device, LIBRARY);
  const older = [LIBRARY, 'openssl'].map((name) => `${name}=${pair.older}`);
  await device.must('apt-get', ['install', '-y', '--allow-downgrades', '--no-install-recommends', ...older]);
  debsecan = await openDebsecanSource(knowledge, 'debian:12', [SOURCE]);
  device.start('python3', ['-c', 'import ssl, time; time.sleep(100000)']);
  await installAgent(device);
  const { token } = await server.db
    .transaction()
    .execute((trx) => createEnrolmentToken(trx, SYSTEM, { note: 'test', hours: 1, uses: 1 }));
  await device.must(NODE_IN_DEVICE, [
    AGENT_IN_DEVICE,
    '--server',
    server.url,
    '--token',
    token,
    '--state',
    STATE,
    '--once',
  ]);
  const enrolled = await server.db.selectFrom('agent').select('device_id').executeTakeFirstOrThrow();
  deviceId = enrolled.device_id;
  startAgent();
});

afterAll(async () => {
  debsecan?.close();
  await device?.stop();
  await server?.close();
});

function startAgent(): void {
  agent = device.start(NODE_IN_DEVICE, [AGENT_IN_DEVICE, '--state', STATE, '--inventory-seconds', '2']);
  agent.stderr?.on('data', (text: Buffer) => {
    agentSaid += text;
  });
}

/** As a crash would: the program of a step that runs goes on without it. */
async function killAgent(): Promise<void> {
  const find = `for p in /proc/[0-9]*; do [ "$(readlink $p/exe)" = ${NODE_IN_DEVICE} ] && kill -9 "$(basename $p)"; done; true`;
  await device.must('sh', ['-c', find]);
}

async function inventory(): Promise<Inventory> {
  const stored = await readInventory(server.db, deviceId);
  if (stored === null) throw new Error(`no inventory came. The agent said:\n${agentSaid}`);
  return stored.inventory;
}

async function deploy(order: Parameters<typeof queueCommand>[1]['order']): Promise<string> {
  const queued = await server.db
    .transaction()
    .execute((trx) => queueCommand(trx, { deviceId, order, actor: SYSTEM, remediationId: null }));
  if (queued === null) throw new Error('no agent');
  return queued.commandId;
}

async function ended(commandId: string, seconds = 300): Promise<CommandRecord> {
  return vi.waitFor(
    async () => {
      const command = (await readCommands(server.db, { commandId })).rows[0];
      if (command?.state !== 'ended')
        throw new Error(`the command is ${command?.state}. The agent said:\n${agentSaid}`);
      return command;
    },
    { timeout: seconds * 1000, interval: 250 },
  );
}

const exact = (version: string) =>
  ({ kind: 'apt-install', source: SOURCE, packages: [{ name: LIBRARY, version }] }) as const;

describe('the agent on a real Debian device', () => {
  it('reports every installed package as dpkg itself lists it', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
    const format = '${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${source:Version}\\n';
    const listed = await device.must('dpkg-query', ['-W', '-f', format]);
    const reported = (await inventory()).packages.map((item) =>
      [item.name, item.version, item.architecture, item.source, item.sourceVersion].join('\t'),
    );
    expect(reported.sort()).toEqual(listed.trim().split('\n').sort());
  });

  it('reports names, boot and system of this device', async () => {
    const { names, system } = await inventory();
    expect(names).toMatchObject({ hostname: 'web01', fqdn: 'web01.example.org' });
    expect(names.machineId).toBe((await device.read('/etc/machine-id')).trim());
    expect(system.os.distribution).toBe('debian:12');
    expect(system.bootId).toBe((await device.read('/proc/sys/kernel/random/boot_id')).trim());
  });

  it('knows the update that apt offers, its source version and the archive it is in', async () => {
    const { candidates } = await inventory();
    expect(candidates.find((item) => item.package === LIBRARY)).toEqual({
      package: LIBRARY,
      version: pair.newest,
      sourceVersion: pair.newest,
      origin: 'bookworm-security/main',
    });
  });

  it('is seen by debsecan as vulnerable, and nobody has to restart yet', async () => {
    expect(await scan(device, debsecan)).toContain(LIBRARY);
    expect(await scan(device, debsecan, 'packages')).toContain(LIBRARY);
    expect((await inventory()).restartNeeded).toEqual([]);
  });

  it("fails honestly on a version that is not in the archive, with apt's own words", async () => {
    const command = await ended(await deploy(exact('1:99.9-1')));
    expect(command.result).toMatchObject({ outcome: 'failed', exitCode: 100 });
    expect(command.result?.output).toContain("Version '1:99.9-1' for 'libssl3' was not found");
  });

  it('does not begin what was taken back in time', async () => {
    const commandId = await server.db.transaction().execute(async (trx) => {
      const queued = await queueCommand(trx, {
        deviceId,
        order: exact(pair.newest),
        actor: SYSTEM,
        remediationId: null,
      });
      if (queued === null) throw new Error('no agent');
      await takeCommandBack(trx, SYSTEM, queued.commandId);
      return queued.commandId;
    });
    const later = await ended(await deploy(exact('1:99.9-1')));
    expect(later.state).toBe('ended');
    expect((await readCommands(server.db, { commandId })).rows[0]).toMatchObject({ state: 'cancelled', begunAt: null });
    expect((await inventory()).packages.find((item) => item.name === LIBRARY)?.version).toBe(pair.older);
  });

  it("waits for another package manager's lock, then deploys, though the agent is killed in between", async () => {
    const letGo = '/run/let-go-of-the-lock';
    const hold = `
import fcntl, os, time
f = open("/var/lib/dpkg/lock-frontend", "w")
fcntl.lockf(f, fcntl.LOCK_EX)
print("held", flush=True)
while not os.path.exists("${letGo}"): time.sleep(0.1)`;
    const holder = device.start('python3', ['-c', hold]);
    await new Promise((resolve) => holder.stdout?.once('data', resolve));
    const plan = planAptInstall(await inventory(), SOURCE, pair.newest);
    if (plan.plan === 'none') throw new Error(plan.what);
    expect(plan.order.packages.map((item) => item.name).sort()).toEqual(['libssl3', 'openssl']);

    const commandId = await deploy(plan.order);
    await vi.waitFor(
      async () =>
        expect(await device.read(`${STATE}/commands/${commandId}/stages/2-install.1/output`)).toContain(
          'Waiting for cache lock',
        ),
      { timeout: 60_000, interval: 200 },
    );
    await killAgent();
    expect((await readCommands(server.db, { commandId })).rows[0]?.state).toBe('begun');
    startAgent();
    await device.write(letGo, '');

    const command = await ended(commandId);
    expect(command.result).toMatchObject({ outcome: 'succeeded', exitCode: 0 });
    expect(command.result?.output).toContain(`Setting up libssl3:amd64 (${pair.newest})`);
    const versions = (await inventory()).packages.filter((item) => item.source === SOURCE).map((item) => item.version);
    expect(versions).toEqual([pair.newest, pair.newest]);
  });

  it('shows the process that still maps the replaced library, by the package that owns it', async () => {
    const { restartNeeded, allProcessesSeen } = await inventory();
    expect(allProcessesSeen).toBe(true);
    expect(restartNeeded).toHaveLength(1);
    expect(restartNeeded[0]).toMatchObject({ command: 'python3', packages: [LIBRARY] });
    expect(restartNeeded[0]?.files.some((file) => file.endsWith('/libssl.so.3'))).toBe(true);
  });

  it('is clean for debsecan after the update, and for us once the process is gone', async () => {
    expect(await scan(device, debsecan)).toBe('');
    const pid = (await inventory()).restartNeeded[0]?.pid;
    await device.must('sh', ['-c', `kill ${pid}`]);
    await vi.waitFor(async () => expect((await inventory()).restartNeeded).toEqual([]), {
      timeout: 60_000,
      interval: 500,
    });
  });

  it('keeps its key to itself', async () => {
    expect((await device.must('stat', ['-c', '%a %U', `${STATE}/agent.json`])).trim()).toBe('600 root');
    expect((await device.must('stat', ['-c', '%a', STATE])).trim()).toBe('700');
  });
});
