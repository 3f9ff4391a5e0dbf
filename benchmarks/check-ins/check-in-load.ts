import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { AGENT_HEADERS, requestText } from '@baton/contract/agent-signing.ts';
import { encodeInventory, hashSections, type InventoryWire } from '@baton/domain/inventory/wire.ts';
import { sampleInventory } from '@baton/services/receive-inventory/sample-inventory.ts';
import { Pool } from 'undici';

export interface Machine {
  readonly agentId: string;
  readonly deviceId: string;
  readonly wire: InventoryWire;
}

export interface Prepared {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** One pair for all: to sign and to verify costs the same, and thousands need not be made. */
export interface Keys {
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

export function makeKeys(): Keys {
  const pair = generateKeyPairSync('ed25519');
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    privateKey: pair.privateKey,
  };
}

export function makeMachines(count: number, packages: number): readonly Machine[] {
  return Array.from({ length: count }, (_, index) => ({
    agentId: crypto.randomUUID(),
    deviceId: crypto.randomUUID(),
    wire: encodeInventory(sampleInventory(index + 1, packages)),
  }));
}

/** A check-in as the agent sends it: whole, or by hashes alone. Signed beforehand, so that the load costs little itself. */
export function prepare(machine: Machine, keys: Keys, sequence: number, whole: boolean): Prepared {
  const hashes = hashSections(machine.wire, sha256);
  const text = Buffer.from(
    JSON.stringify({ agentVersion: 'bench', hashes, sections: whole ? machine.wire : {}, waitSeconds: 0 }),
  );
  const body = text.length >= 1_024 ? zstdCompressSync(text) : text;
  const time = new Date().toISOString();
  const request = {
    method: 'POST',
    path: '/api/agent/check-in',
    agentId: machine.agentId,
    sequence,
    time,
    bodyHash: sha256(body),
  };
  return {
    body,
    headers: {
      'content-type': 'application/json',
      ...(body === text ? {} : { 'content-encoding': 'zstd' }),
      [AGENT_HEADERS.agent]: machine.agentId,
      [AGENT_HEADERS.sequence]: String(sequence),
      [AGENT_HEADERS.time]: time,
      [AGENT_HEADERS.signature]: sign(null, Buffer.from(requestText(request)), keys.privateKey).toString('base64url'),
    },
  };
}

/** Sends all over `connections`, each waiting for its answer before the next. @returns requests a second; fails on any refusal. */
export async function send(
  address: string,
  path: string,
  requests: readonly Prepared[],
  connections: number,
): Promise<number> {
  const pool = new Pool(address, { connections });
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (;;) {
        const request = requests[next++];
        if (request === undefined) return;
        const { statusCode, body } = await pool.request({
          method: 'POST',
          path,
          headers: request.headers,
          body: request.body,
        });
        const text = await body.text();
        if (statusCode !== 200 || !text.includes('"need":[]'))
          throw new Error(`answered ${statusCode}: ${text.slice(0, 300)}`);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return requests.length / seconds;
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('base64url');
}
