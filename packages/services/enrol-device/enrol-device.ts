import { randomUUID } from 'node:crypto';
import type { CommandKeyDto } from '@baton/contract/agent.ts';
import { deviceNamesOf, type InventoryNames } from '@baton/domain/inventory/inventory.ts';
import { hasAgent, insertAgent, retireAgent, spendEnrolmentToken } from '@baton/store/agents/enrolments.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Actor } from '../actor.ts';
import { provesKey, publicCommandKey } from '../command-device/signing.ts';
import { resolveDevice } from '../evidence/resolve-device.ts';
import { appendLog } from '../log/append-log.ts';
import { ServiceError } from '../service-error.ts';
import { hashToken } from './enrolment-token.ts';

export interface EnrolmentRequest {
  readonly token: string;
  readonly publicKey: string;
  readonly proof: string;
  readonly names: InventoryNames;
  readonly agentVersion: string;
}

export type Enrolled =
  | {
      readonly enrolled: true;
      readonly agentId: string;
      readonly deviceId: string;
      readonly commandKeys: readonly CommandKeyDto[];
    }
  | { readonly enrolled: false; readonly why: 'token' | 'key' };

/**
 * Registers a device's public key by a one-time token. A device that enrols anew gets a new agent, and the one before is
 * retired: a stolen state folder ends with the next enrolment.
 */
export async function enrolDevice(trx: DatabaseTransaction, request: EnrolmentRequest): Promise<Enrolled> {
  const { token, publicKey, proof, names, agentVersion } = request;
  if (!provesKey(publicKey, token, proof)) return { enrolled: false, why: 'key' };
  const now = Temporal.Now.instant().toString();
  const spent = await spendEnrolmentToken(trx, hashToken(token), now);
  if (spent === null) return { enrolled: false, why: 'token' };

  const deviceId = await resolveDevice(trx, deviceNamesOf(names), { source: 'agent' });
  if (spent.uses > 1 && (await hasAgent(trx, deviceId))) throw deviceTaken(names.hostname);
  const agentId = randomUUID();
  const agent = { agentId, deviceId, publicKey, name: names.hostname, agentVersion, enrolledAt: now };
  const { replaced } = await insertAgent(trx, agent);
  const { keyId, publicKey: commandKey } = await publicCommandKey(trx);
  await appendLog(trx, {
    actor: { kind: 'device', deviceId, name: names.hostname },
    action: 'device.enrolled',
    subject: { kind: 'device', id: deviceId, name: names.hostname },
    details: { agentId, tokenMadeBy: spent.createdBy, replacedAgent: replaced },
  });
  return { enrolled: true, agentId, deviceId, commandKeys: [{ keyId, publicKey: commandKey }] };
}

/**
 * A token for many devices lies on many of them. Whoever finds it there may enrol a device of their own, but not take
 * another's place by telling its names: IT would believe its inventory, and send its commands there.
 */
function deviceTaken(name: string): ServiceError {
  return new ServiceError('conflict', `The device ${name} has an agent already, and this token is for new devices.`, {
    where: 'body.names',
    hint: 'Withdraw the agent first, or enrol with a token for one device.',
  });
}

/** Withdraws an agent: its key is refused from the next request on. Who may is decided by the caller. */
export async function withdrawAgent(trx: DatabaseTransaction, actor: Actor, agentId: string): Promise<boolean> {
  const deviceId = await retireAgent(trx, agentId, Temporal.Now.instant().toString());
  if (deviceId === null) return false;
  await appendLog(trx, {
    actor,
    action: 'device.agent-retired',
    subject: { kind: 'device', id: deviceId },
    details: { agentId },
  });
  return true;
}
