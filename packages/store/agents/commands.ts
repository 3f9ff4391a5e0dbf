import type { CommandAuthor, CommandResult, CommandState, Order } from '@baton/domain/deployments/device-command.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** An active agent of a device, with the next sequence of a command to it already taken. */
export interface Addressee {
  readonly agentId: string;
  readonly sequence: number;
}

/** Takes the next command sequence of the device's agent; null where no agent is enrolled on it. */
export async function takeCommandSequence(trx: DatabaseTransaction, deviceId: string): Promise<Addressee | null> {
  const row = await trx
    .updateTable('agent')
    .set({ command_sequence: sql<number>`command_sequence + 1` })
    .where('device_id', '=', deviceId)
    .where('retired_at', 'is', null)
    .returning(['agent_id', 'command_sequence'])
    .executeTakeFirst();
  return row === undefined ? null : { agentId: row.agent_id, sequence: row.command_sequence };
}

export interface NewCommand {
  readonly commandId: string;
  readonly deviceId: string;
  readonly agentId: string;
  readonly sequence: number;
  readonly order: Order;
  readonly envelope: string;
  readonly keyId: string;
  readonly signature: string;
  readonly remediationId: string | null;
  readonly createdAt: string;
  readonly createdBy: CommandAuthor;
  readonly expiresAt: string;
}

export async function insertCommand(trx: DatabaseTransaction, command: NewCommand): Promise<void> {
  await trx
    .insertInto('device_command')
    .values({
      command_id: command.commandId,
      device_id: command.deviceId,
      agent_id: command.agentId,
      sequence: command.sequence,
      body: JSON.stringify(command.order),
      envelope: command.envelope,
      key_id: command.keyId,
      signature: command.signature,
      remediation_id: command.remediationId,
      created_at: command.createdAt,
      created_by_kind: command.createdBy.kind,
      created_by_id: command.createdBy.id,
      created_by_name: command.createdBy.name,
      expires_at: command.expiresAt,
    })
    .execute();
}

/** Agents that have a command which they have not fetched. */
export async function agentsWithNewCommands(db: Database): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('device_command')
    .select('agent_id')
    .distinct()
    .where('state', '=', 'queued')
    .execute();
  return rows.map((row) => row.agent_id);
}

/** Commands that wait for an agent, in order, marked as sent; those whose time has passed end here. */
export async function handOutCommands(db: Database, agentId: string, now: string) {
  await db
    .updateTable('device_command')
    .set({ state: 'expired', ended_at: now })
    .where('agent_id', '=', agentId)
    .where('state', 'in', ['queued', 'sent'])
    .where('expires_at', '<=', now)
    .execute();
  const rows = await db
    .updateTable('device_command')
    .set({ state: 'sent', sent_at: sql<string>`coalesce(sent_at, ${now}::timestamptz)` })
    .where('agent_id', '=', agentId)
    .where('state', 'in', ['queued', 'sent'])
    .returning(['sequence', 'envelope', 'key_id', 'signature'])
    .execute();
  return rows
    .sort((a, b) => a.sequence - b.sequence)
    .map((row) => ({ envelope: row.envelope, keyId: row.key_id, signature: row.signature }));
}

/** Lets a command begin. Asked again for one that has begun (the answer was lost), it is so still. @returns its state after */
export async function beginCommand(
  trx: DatabaseTransaction,
  agentId: string,
  commandId: string,
  now: string,
): Promise<CommandState | null> {
  await trx
    .updateTable('device_command')
    .set((eb) => ({
      state: eb
        .case()
        .when('expires_at', '>', now)
        .then('begun' as const)
        .else('expired' as const)
        .end(),
      begun_at: now,
    }))
    .where('agent_id', '=', agentId)
    .where('command_id', '=', commandId)
    .where('state', 'in', ['queued', 'sent'])
    .execute();
  const row = await trx
    .selectFrom('device_command')
    .select('state')
    .where('agent_id', '=', agentId)
    .where('command_id', '=', commandId)
    .executeTakeFirst();
  return row?.state ?? null;
}

export interface EndedCommand {
  readonly deviceId: string;
  readonly remediationId: string | null;
  readonly createdBy: CommandAuthor;
}

/** Keeps a result once. @returns null where the command is not this agent's, or has an end already. */
export async function endCommand(
  trx: DatabaseTransaction,
  { agentId, commandId, result, now }: { agentId: string; commandId: string; result: CommandResult; now: string },
): Promise<EndedCommand | null> {
  const row = await trx
    .updateTable('device_command')
    .set({ state: 'ended', ended_at: now, result: JSON.stringify(result) })
    .where('agent_id', '=', agentId)
    .where('command_id', '=', commandId)
    .where('state', 'in', ['queued', 'sent', 'begun'])
    .returning(['device_id', 'remediation_id', 'created_by_kind', 'created_by_id', 'created_by_name'])
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        deviceId: row.device_id,
        remediationId: row.remediation_id,
        createdBy: { kind: row.created_by_kind, id: row.created_by_id, name: row.created_by_name },
      };
}

/** Takes a command back that its device has not begun. @returns its state after, null where there is none. */
export async function cancelCommand(
  trx: DatabaseTransaction,
  commandId: string,
  now: string,
): Promise<{ cancelled: boolean; state: CommandState; deviceId: string } | null> {
  const cancelled = await trx
    .updateTable('device_command')
    .set({ state: 'cancelled', ended_at: now })
    .where('command_id', '=', commandId)
    .where('state', 'in', ['queued', 'sent'])
    .returning('device_id')
    .executeTakeFirst();
  if (cancelled !== undefined) return { cancelled: true, state: 'cancelled', deviceId: cancelled.device_id };
  const row = await trx
    .selectFrom('device_command')
    .select(['state', 'device_id'])
    .where('command_id', '=', commandId)
    .executeTakeFirst();
  return row === undefined ? null : { cancelled: false, state: row.state, deviceId: row.device_id };
}
