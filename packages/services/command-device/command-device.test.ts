import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { commandEnvelope } from '@baton/contract/agent.ts';
import { commandText } from '@baton/contract/agent-signing.ts';
import { handOutCommands } from '@baton/store/agents/commands.ts';
import { readCommands } from '@baton/store/agents/read-commands.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../actor.ts';
import { enrolDevice, withdrawAgent } from '../enrol-device/enrol-device.ts';
import { createEnrolmentToken } from '../enrol-device/enrolment-token.ts';
import { sampleInventory } from '../receive-inventory/sample-inventory.ts';
import { enrolTestAgent, type TestAgent } from '../receive-inventory/test-agent.ts';
import { CommandWatch } from './command-watch.ts';
import { keepCommandResult, letCommandBegin, takeCommandBack } from './follow-command.ts';
import { queueCommand } from './queue-command.ts';
import { commandSigningKey, protectCommandKey } from './signing.ts';

const database = useTestDatabase();
const order = {
  kind: 'apt-install',
  source: 'expat',
  packages: [{ name: 'libexpat1', version: '2.5.0-1+deb12u2' }],
} as const;
const result = {
  outcome: 'succeeded',
  exitCode: 0,
  summary: 'done',
  output: 'Setting up libexpat1',
  outputCut: false,
  startedAt: '2026-11-23T12:00:00Z',
  endedAt: '2026-11-23T12:00:09Z',
} as const;

let seed = 0;
let agent: TestAgent;
beforeEach(async () => {
  seed += 1;
  agent = await enrolTestAgent(database.db, sampleInventory(seed).names);
});

const now = () => Temporal.Now.instant().toString();
const device = () => ({ kind: 'device' as const, deviceId: agent.deviceId, name: 'host' });
const queue = (hoursToBegin = 24) =>
  database.db
    .transaction()
    .execute((trx) =>
      queueCommand(trx, { deviceId: agent.deviceId, order, actor: SYSTEM, remediationId: null, hoursToBegin }),
    );
const begin = (commandId: string, agentId = agent.agentId) =>
  database.db.transaction().execute((trx) => letCommandBegin(trx, { device: device(), agentId, commandId }));
const end = (commandId: string, agentId = agent.agentId) =>
  database.db.transaction().execute((trx) => keepCommandResult(trx, { device: device(), agentId, commandId, result }));
const state = async (commandId: string) => (await readCommands(database.db, { commandId })).rows[0]?.state;

async function queued(): Promise<string> {
  const command = await queue();
  if (command === null) throw new Error('nothing was queued');
  return command.commandId;
}

describe('a token for many devices', () => {
  it('takes no device from the agent that it has, nor leaves anything behind', async () => {
    await expect(enrolTestAgent(database.db, sampleInventory(seed).names, 2)).rejects.toMatchObject({
      code: 'conflict',
    });
    const { rows } = await database.pool.query('SELECT retired_at FROM agent WHERE agent_id = $1', [agent.agentId]);
    expect(rows).toEqual([{ retired_at: null }]);
    await expect(enrolTestAgent(database.db, sampleInventory(7_777).names, 2)).resolves.toBeTruthy();
  });

  it('for one device puts a new agent in place of the old one', async () => {
    await enrolTestAgent(database.db, sampleInventory(seed).names);
    const { rows } = await database.pool.query('SELECT retired_at FROM agent WHERE agent_id = $1', [agent.agentId]);
    expect(rows[0].retired_at).not.toBeNull();
  });
});

describe('the key that signs commands', () => {
  const secret = randomBytes(32);
  const stored = async () =>
    (await database.pool.query('SELECT private_key FROM command_signing_key')).rows[0].private_key as string;
  afterEach(async () => {
    await database.db.deleteFrom('device_command').execute();
    await database.db.deleteFrom('command_signing_key').execute();
    await protectCommandKey(database.db, null);
  });

  it('is sealed from the start that brings the installation’s secret, and signs as before', async () => {
    const before = await commandSigningKey(database.db);
    expect(await stored()).toBe(before.privateKey);
    await protectCommandKey(database.db, secret);
    expect(await stored()).toMatch(/^sealed-1\./);
    expect(await stored()).not.toContain(before.privateKey);
    expect(await commandSigningKey(database.db)).toEqual(before);
    expect(await queue()).not.toBeNull();
  });

  it('is of no use with another secret or none, which a start says', async () => {
    await protectCommandKey(database.db, secret);
    await expect(protectCommandKey(database.db, randomBytes(32))).rejects.toMatchObject({ code: 'key-file-unusable' });
    await expect(protectCommandKey(database.db, null)).rejects.toMatchObject({ code: 'key-file-unusable' });
    await expect(queue()).rejects.toMatchObject({ code: 'key-file-unusable' });
    // Enrolling needs the public half only.
    await expect(enrolTestAgent(database.db, sampleInventory(8_888).names)).resolves.toBeTruthy();
  });
});

describe('a command to a device', () => {
  it('is signed by the key that the device pinned, for it alone, with a rising sequence', async () => {
    await queue();
    await queue();
    const commands = await handOutCommands(database.db, agent.agentId, now());
    const key = createPublicKey({ key: Buffer.from(agent.commandKey, 'base64url'), type: 'spki', format: 'der' });
    const envelopes = commands.map((command) => {
      const text = Buffer.from(commandText(command.keyId, command.envelope));
      expect(verify(null, text, key, Buffer.from(command.signature, 'base64url'))).toBe(true);
      return commandEnvelope.parse(JSON.parse(command.envelope));
    });
    expect(envelopes.map((envelope) => envelope.sequence)).toEqual([1, 2]);
    expect(envelopes.every((envelope) => envelope.deviceId === agent.deviceId)).toBe(true);
  });

  it('goes from queued over sent and begun to ended, with its result kept once', async () => {
    const commandId = await queued();
    expect(await state(commandId)).toBe('queued');
    await handOutCommands(database.db, agent.agentId, now());
    expect(await state(commandId)).toBe('sent');
    expect(await begin(commandId)).toEqual({ proceed: true, why: null });
    expect(await begin(commandId)).toEqual({ proceed: true, why: null });
    expect(await end(commandId)).toEqual({ kept: true });
    expect(await end(commandId)).toEqual({ kept: false });
    expect((await readCommands(database.db, { commandId })).rows[0]).toMatchObject({ state: 'ended', result });
    expect(await begin(commandId)).toMatchObject({ proceed: false });
  });

  it('can be taken back until it begins, and not after', async () => {
    const early = await queued();
    expect(await database.db.transaction().execute((trx) => takeCommandBack(trx, SYSTEM, early))).toMatchObject({
      cancelled: true,
    });
    expect(await begin(early)).toEqual({ proceed: false, why: 'it was cancelled' });
    const late = await queued();
    await begin(late);
    expect(await database.db.transaction().execute((trx) => takeCommandBack(trx, SYSTEM, late))).toEqual({
      cancelled: false,
      state: 'begun',
    });
  });

  it('is nobody else’s to begin or to end', async () => {
    const commandId = await queued();
    const other = await enrolTestAgent(database.db, sampleInventory(seed + 1_000).names);
    expect(await begin(commandId, other.agentId)).toMatchObject({ proceed: false });
    expect(await end(commandId, other.agentId)).toEqual({ kept: false });
    expect(await handOutCommands(database.db, other.agentId, now())).toEqual([]);
  });

  it('is not handed out after its time', async () => {
    const commandId = await queued();
    const tomorrow = Temporal.Now.instant().add({ hours: 25 }).toString();
    expect(await handOutCommands(database.db, agent.agentId, tomorrow)).toEqual([]);
    expect(await state(commandId)).toBe('expired');
  });

  it('cannot be made for a device without an agent', async () => {
    await database.db.transaction().execute((trx) => withdrawAgent(trx, SYSTEM, agent.agentId));
    expect(await queue()).toBeNull();
  });

  it('is waited for once by an agent: a check-in that comes later ends the one before', async () => {
    const watch = new CommandWatch(database.db);
    const never = new AbortController();
    const earlier = watch.wait(agent.agentId, 60, never.signal);
    const later = watch.wait(agent.agentId, 60, never.signal);
    await earlier;
    expect(watch.waiting).toBe(1);
    never.abort();
    await later;
    expect(watch.waiting).toBe(0);
  });

  it('wakes the check-in that waits for it', async () => {
    const watch = new CommandWatch(database.db);
    const waiting = watch.wait(agent.agentId, 30, new AbortController().signal);
    await queue();
    await waiting;
    expect(watch.waiting).toBe(0);
  });

  it('leaves the others waiting until their time is over or they go away', async () => {
    const watch = new CommandWatch(database.db);
    const started = performance.now();
    await watch.wait(agent.agentId, 0.05, new AbortController().signal);
    expect(performance.now() - started).toBeGreaterThan(40);
    const leaving = new AbortController();
    const waiting = watch.wait(agent.agentId, 30, leaving.signal);
    leaving.abort();
    await waiting;
    expect(watch.waiting).toBe(0);
  });
});

describe('enrolling', () => {
  it('takes a token once, and needs the proof of the key', async () => {
    const { token } = await database.db
      .transaction()
      .execute((trx) => createEnrolmentToken(trx, SYSTEM, { note: '', hours: 1, uses: 1 }));
    const attempt = (proof: string) =>
      database.db.transaction().execute((trx) =>
        enrolDevice(trx, {
          token,
          publicKey: agent.commandKey,
          proof,
          names: sampleInventory(seed).names,
          agentVersion: '1',
        }),
      );
    expect(await attempt('AAAA')).toEqual({ enrolled: false, why: 'key' });
    const row = await database.db
      .selectFrom('enrolment_token')
      .select('uses_left')
      .where('uses_left', '=', 1)
      .executeTakeFirst();
    expect(row?.uses_left).toBe(1);
  });
});
