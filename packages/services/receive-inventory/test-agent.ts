import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { enrolmentText, requestText } from '@baton/contract/agent-signing.ts';
import type { Inventory } from '@baton/domain/inventory/inventory.ts';
import { encodeInventory, hashSections, type InventoryWire, type SectionHashes } from '@baton/domain/inventory/wire.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { SYSTEM } from '../actor.ts';
import { enrolDevice } from '../enrol-device/enrol-device.ts';
import { createEnrolmentToken } from '../enrol-device/enrolment-token.ts';
import type { AgentRequest } from './authenticate-agent.ts';

/** The other end of the wire for tests and benches of the server: an enrolled device that signs, without an agent around it. */
export interface TestAgent {
  readonly agentId: string;
  readonly deviceId: string;
  readonly commandKey: string;
  signed(request: { method?: string; path?: string; sequence: number; time?: string; body: Uint8Array }): AgentRequest;
}

export async function enrolTestAgent(db: Database, names: Inventory['names'], uses = 1): Promise<TestAgent> {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url');
  const enrolled = await db.transaction().execute(async (trx) => {
    const { token } = await createEnrolmentToken(trx, SYSTEM, { note: 'test', hours: 1, uses });
    const proof = sign(null, Buffer.from(enrolmentText(token, publicKey)), pair.privateKey).toString('base64url');
    return enrolDevice(trx, { token, publicKey, proof, names, agentVersion: 'test' });
  });
  if (!enrolled.enrolled) throw new Error(`not enrolled: ${enrolled.why}`);
  const { agentId, deviceId, commandKeys } = enrolled;
  return {
    agentId,
    deviceId,
    commandKey: commandKeys[0]?.publicKey ?? '',
    signed({
      method = 'POST',
      path = '/api/agent/check-in',
      sequence,
      time = Temporal.Now.instant().toString(),
      body,
    }) {
      const bodyHash = sha256(body);
      const text = requestText({ method, path, agentId, sequence, time, bodyHash });
      const signature = sign(null, Buffer.from(text), pair.privateKey).toString('base64url');
      return { method, path, agentId, sequence, time, signature, body };
    },
  };
}

/** The inventory as an agent sends it. */
export function wireOf(inventory: Inventory): { readonly sections: InventoryWire; readonly hashes: SectionHashes } {
  const sections = encodeInventory(inventory);
  return { sections, hashes: hashSections(sections, sha256) };
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('base64url');
}
