import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '@baton/services/actor.ts';
import { createEnrolmentToken } from '@baton/services/enrol-device/enrolment-token.ts';
import { readInventory } from '@baton/store/agents/inventories.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LocalAgent } from './local-agent.ts';
import { useTestServer } from './testing/test-server.ts';

const server = useTestServer();
let folder: string;
let agent: LocalAgent;

// The agent supports Linux with dpkg now; elsewhere there is nothing that it could report.
describe.skipIf(!existsSync('/var/lib/dpkg/status'))('the agent of the machine that the server runs on', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-local-agent-'));
    const stateFolder = join(folder, 'agent');
    agent = new LocalAgent({ stateFolder, serverUrl: () => server.url, log: pino({ level: 'silent' }) });
  });
  afterAll(async () => {
    await agent.stop();
    await rm(folder, { recursive: true });
  });

  const within30s = { timeout: 30_000, interval: 100 };

  async function agentProcesses(): Promise<readonly number[]> {
    const found: number[] = [];
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const runs = await readlink(`/proc/${pid}/exe`).catch(() => null);
      if (runs !== null && command.includes(folder)) found.push(Number(pid));
    }
    return found;
  }

  it('does nothing before it is enrolled', async () => {
    await agent.startIfEnrolled();
    expect(agent.running).toBe(false);
  });

  it('enrols as a process of its own and reports the real packages', { timeout: 60_000 }, async () => {
    const { token } = await server.database.db
      .transaction()
      .execute((trx) => createEnrolmentToken(trx, SYSTEM, { note: '', hours: 1, uses: 1 }));
    await agent.enrol(token);
    const stored = await vi.waitFor(async () => {
      const row = await server.database.db.selectFrom('agent').select('device_id').executeTakeFirstOrThrow();
      const inventory = await readInventory(server.database.db, row.device_id);
      if (inventory === null) throw new Error('no inventory yet');
      return inventory;
    }, within30s);
    expect(stored.inventory.packages.map((item) => item.name)).toContain('dpkg');
    expect(await agentProcesses()).toHaveLength(1);
  });

  it('is started again when it dies, without enrolling again', { timeout: 60_000 }, async () => {
    const [before] = await agentProcesses();
    process.kill(before ?? 0, 'SIGKILL');
    await vi.waitFor(async () => {
      const now = await agentProcesses();
      expect(now).toHaveLength(1);
      expect(now).not.toContain(before);
    }, within30s);
    expect(await server.database.db.selectFrom('agent').select('agent_id').execute()).toHaveLength(1);
  });

  it('ends with the server', { timeout: 60_000 }, async () => {
    await agent.stop();
    expect(await agentProcesses()).toEqual([]);
  });
});
