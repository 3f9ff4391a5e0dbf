import { randomUUID } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import {
  cancelCommand,
  createEnrolmentToken,
  listAgents,
  listDeviceCommands,
  retireAgent,
} from '@baton/contract/agent.ts';
import { AGENT_HEADERS } from '@baton/contract/agent-signing.ts';
import { SYSTEM } from '@baton/services/actor.ts';
import { queueCommand } from '@baton/services/command-device/queue-command.ts';
import { sampleInventory } from '@baton/services/receive-inventory/sample-inventory.ts';
import { enrolTestAgent, type TestAgent, wireOf } from '@baton/services/receive-inventory/test-agent.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useTestServer } from '../testing/test-server.ts';

const server = useTestServer();
let seed = 0;
let agent: TestAgent;
let sequence = 0;

beforeEach(async () => {
  seed += 1;
  sequence = 0;
  agent = await enrolTestAgent(server.database.db, sampleInventory(seed).names);
});

interface Sent {
  readonly path?: string;
  readonly body?: object;
  readonly packed?: boolean;
  readonly time?: string;
  readonly sequence?: number;
  readonly headers?: Record<string, string>;
}

/** What this API answers, whichever route it is; what a test looks at. */
const answers = z.looseObject({ need: z.array(z.string()).optional(), commands: z.array(z.unknown()).optional() });

async function send({ path = '/api/agent/check-in', body = {}, packed = false, headers = {}, ...rest }: Sent) {
  const text = Buffer.from(JSON.stringify(body));
  const bytes = packed ? zstdCompressSync(text) : text;
  sequence += 1;
  const request = agent.signed({ path, body: bytes, sequence, ...rest });
  const response = await fetch(new URL(path, server.url), {
    method: 'POST',
    body: bytes,
    headers: {
      'content-type': 'application/json',
      ...(packed ? { 'content-encoding': 'zstd' } : {}),
      [AGENT_HEADERS.agent]: request.agentId,
      [AGENT_HEADERS.sequence]: String(request.sequence),
      [AGENT_HEADERS.time]: request.time,
      [AGENT_HEADERS.signature]: request.signature,
      ...headers,
    },
  });
  const answer = answers.parse(await response.json());
  return { status: response.status, headers: response.headers, body: answer };
}

function checkIn(sections = true, waitSeconds = 0): object {
  const wire = wireOf(sampleInventory(seed));
  return { agentVersion: '1', hashes: wire.hashes, sections: sections ? wire.sections : {}, waitSeconds };
}

const queue = () =>
  server.database.db.transaction().execute((trx) =>
    queueCommand(trx, {
      deviceId: agent.deviceId,
      order: { kind: 'apt-install', source: 'expat', packages: [{ name: 'libexpat1', version: '2.5.0-1' }] },
      actor: SYSTEM,
      remediationId: null,
    }),
  );

describe('the API of agents', () => {
  it('takes an inventory, packed or not, and the unchanged one by its hashes', async () => {
    expect(await send({ body: checkIn(), packed: true })).toMatchObject({
      status: 200,
      body: { need: [], commands: [] },
    });
    expect(await send({ body: checkIn(false) })).toMatchObject({ status: 200, body: { need: [], commands: [] } });
  });

  it('asks for sections that it does not have', async () => {
    const { body } = await send({ body: checkIn(false) });
    expect(body.need).toEqual(['names', 'system', 'packages', 'candidates', 'restarts']);
  });

  it.each([
    ['without a signature', { headers: { [AGENT_HEADERS.signature]: '' } }],
    ['in the name of nobody', { headers: { [AGENT_HEADERS.agent]: randomUUID() } }],
    ['without the headers of an agent', { headers: { [AGENT_HEADERS.agent]: '' } }],
    ['with a sequence that was not signed', { headers: { [AGENT_HEADERS.sequence]: '77' } }],
  ])('refuses a request %s', async (_, change) => {
    expect((await send({ body: checkIn(), ...change })).status).toBe(401);
  });

  it('refuses a request that it took before, and says where the agent stands', async () => {
    await send({ body: checkIn(), sequence: 41 });
    const again = await send({ body: checkIn(), sequence: 41 });
    expect(again.status).toBe(401);
    expect(again.headers.get('x-baton-last-sequence')).toBe('41');
  });

  it('tells an agent whose clock is off what time it is', async () => {
    const yesterday = Temporal.Now.instant().subtract({ hours: 24 }).toString();
    const refused = await send({ body: checkIn(), time: yesterday });
    expect(refused.status).toBe(401);
    expect(Math.abs(Date.parse(refused.headers.get('x-baton-server-time') ?? '') - Date.now())).toBeLessThan(5_000);
  });

  it('refuses bodies that it cannot read, and inventories that are not what their hashes say', async () => {
    const packed = await send({ body: checkIn(), headers: { 'content-encoding': 'zstd' } });
    expect(packed.status).toBe(400);
    const { hashes } = wireOf(sampleInventory(seed + 1));
    const mixed = await send({ body: { ...checkIn(), hashes } });
    expect(mixed).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('not what its hash says') } },
    });
  });

  it('holds a check-in back until a command comes, lets it begin once, and keeps its result', async () => {
    await send({ body: checkIn() });
    const waiting = send({ body: checkIn(false, 20) });
    const queued = await queue();
    const { body } = await waiting;
    expect(body.commands).toHaveLength(1);
    const path = `/api/agent/commands/${queued?.commandId}`;
    expect((await send({ path: `${path}/begin` })).body).toEqual({ proceed: true, why: null });
    const result = {
      outcome: 'failed',
      exitCode: 100,
      summary: 'apt failed',
      output: 'E: no',
      outputCut: false,
      startedAt: '2026-11-23T12:00:00Z',
      endedAt: '2026-11-23T12:00:01Z',
    };
    expect((await send({ path: `${path}/end`, body: result })).body).toEqual({ kept: true });
    expect((await send({ path: `${path}/end`, body: result })).body).toEqual({ kept: false });
    const lead = await server.person({ team: 'it', role: 'lead' });
    const { rows } = await lead.call(listDeviceCommands, { params: { deviceId: agent.deviceId }, query: {} });
    expect(rows[0]).toMatchObject({ state: 'ended', result, createdBy: 'Baton' });
  });
});

describe('what people do about agents', () => {
  it('is for IT: InfoSec can make no token, cancel no command, retire no agent', async () => {
    const infosec = await server.person({ team: 'infosec', role: 'lead' });
    const queued = await queue();
    const body = { note: '', hours: 1, uses: 1 };
    await expect(infosec.call(createEnrolmentToken, { body })).rejects.toThrow('To enrol a device is for');
    const command = { params: { commandId: queued?.commandId ?? '' } };
    await expect(infosec.call(cancelCommand, command)).rejects.toThrow('To command a device is for');
    await expect(infosec.call(retireAgent, { params: { agentId: agent.agentId } })).rejects.toThrow(
      'To withdraw an agent is for',
    );
  });

  it('takes an agent away: listed as retired, its next request refused', async () => {
    const member = await server.person({ team: 'it', role: 'member' });
    await send({ body: checkIn() });
    await member.call(retireAgent, { params: { agentId: agent.agentId } });
    const { rows } = await member.call(listAgents, { query: { search: `host-${seed}`, pageSize: 500 } });
    expect(rows.find((row) => row.agentId === agent.agentId)?.retiredAt).not.toBeNull();
    expect((await send({ body: checkIn(false) })).status).toBe(401);
  });
});
