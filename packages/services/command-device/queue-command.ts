import { randomUUID } from 'node:crypto';
import type { CommandEnvelope } from '@baton/contract/agent.ts';
import type { Order } from '@baton/domain/deployments/device-command.ts';
import { insertCommand, takeCommandSequence } from '@baton/store/agents/commands.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type Actor, idOfActor, nameOfActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { commandSigningKey, signCommand } from './signing.ts';

export interface CommandRequest {
  readonly deviceId: string;
  readonly order: Order;
  /** Who deploys. Whether they may is decided by the caller. */
  readonly actor: Actor;
  readonly remediationId: string | null;
  /** Time within which the device must begin; 24 hours unless told. */
  readonly hoursToBegin?: number;
}

/** null: no agent is enrolled on the device, so nothing can be deployed to it. */
export type Queued = { readonly commandId: string } | null;

/**
 * Signs an order for one device and queues it, in the caller's transaction. It is bound to this agent, has the next
 * sequence and an end; the device begins it at its next check-in, which is at once where it waits for one.
 */
export async function queueCommand(trx: DatabaseTransaction, request: CommandRequest): Promise<Queued> {
  const { deviceId, order, actor, remediationId, hoursToBegin = 24 } = request;
  if (actor.kind === 'device') throw new TypeError('A device does not command devices.');
  const addressee = await takeCommandSequence(trx, deviceId);
  if (addressee === null) return null;
  const now = Temporal.Now.instant();
  const envelope: CommandEnvelope = {
    format: 'baton-command-1',
    commandId: randomUUID(),
    agentId: addressee.agentId,
    deviceId,
    sequence: addressee.sequence,
    issuedAt: now.toString({ smallestUnit: 'millisecond' }),
    expiresAt: now.add({ hours: hoursToBegin }).toString({ smallestUnit: 'millisecond' }),
    order,
  };
  const key = await commandSigningKey(trx);
  const text = JSON.stringify(envelope);
  await insertCommand(trx, {
    commandId: envelope.commandId,
    deviceId,
    ...addressee,
    order,
    envelope: text,
    keyId: key.keyId,
    signature: signCommand(key, text),
    remediationId,
    createdAt: envelope.issuedAt,
    createdBy: { kind: actor.kind, id: idOfActor(actor), name: nameOfActor(actor) },
    expiresAt: envelope.expiresAt,
  });
  await appendLog(trx, {
    actor,
    action: 'device.commanded',
    subject: { kind: 'device', id: deviceId },
    details: {
      commandId: envelope.commandId,
      kind: order.kind,
      source: order.source,
      versions: versionsOf(order),
      remediationId,
    },
  });
  return { commandId: envelope.commandId };
}

function versionsOf(order: Order): string {
  return order.packages.map((item) => `${item.name}=${item.version}`).join(' ');
}
