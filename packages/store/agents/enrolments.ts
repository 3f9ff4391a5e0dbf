import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

export interface NewEnrolmentToken {
  readonly tokenHash: Buffer;
  readonly note: string;
  readonly uses: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export async function insertEnrolmentToken(trx: DatabaseTransaction, token: NewEnrolmentToken): Promise<void> {
  await trx
    .insertInto('enrolment_token')
    .values({
      token_hash: token.tokenHash,
      note: token.note,
      uses: token.uses,
      uses_left: token.uses,
      created_by: token.createdBy,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** Uses a token up by one. @returns null where there is no such token, or it is used up or expired. */
export async function spendEnrolmentToken(
  trx: DatabaseTransaction,
  tokenHash: Buffer,
  now: string,
): Promise<{ readonly createdBy: string; readonly uses: number } | null> {
  const spent = await trx
    .updateTable('enrolment_token')
    .set({ uses_left: sql<number>`uses_left - 1` })
    .where('token_hash', '=', tokenHash)
    .where('uses_left', '>', 0)
    .where('expires_at', '>', now)
    .returning(['created_by', 'uses'])
    .executeTakeFirst();
  return spent === undefined ? null : { createdBy: spent.created_by, uses: spent.uses };
}

/** Whether an active agent is enrolled on the device. */
export async function hasAgent(trx: DatabaseTransaction, deviceId: string): Promise<boolean> {
  const agent = await trx
    .selectFrom('agent')
    .select('agent_id')
    .where('device_id', '=', deviceId)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return agent !== undefined;
}

export interface NewAgent {
  readonly agentId: string;
  readonly deviceId: string;
  readonly publicKey: string;
  readonly name: string;
  readonly agentVersion: string;
  readonly enrolledAt: string;
}

/** Registers an agent for a device. The agent that the device had before is retired: one device, one agent. */
export async function insertAgent(trx: DatabaseTransaction, agent: NewAgent): Promise<{ replaced: string | null }> {
  const replaced = await trx
    .updateTable('agent')
    .set({ retired_at: agent.enrolledAt })
    .where('device_id', '=', agent.deviceId)
    .where('retired_at', 'is', null)
    .returning('agent_id')
    .executeTakeFirst();
  if (replaced !== undefined) await cancelWaitingCommands(trx, replaced.agent_id, agent.enrolledAt);
  await trx
    .insertInto('agent')
    .values({
      agent_id: agent.agentId,
      device_id: agent.deviceId,
      public_key: agent.publicKey,
      name: agent.name,
      agent_version: agent.agentVersion,
      enrolled_at: agent.enrolledAt,
    })
    .execute();
  return { replaced: replaced?.agent_id ?? null };
}

/** @returns the device, or null where there is no such active agent. */
export async function retireAgent(trx: DatabaseTransaction, agentId: string, now: string): Promise<string | null> {
  const retired = await trx
    .updateTable('agent')
    .set({ retired_at: now })
    .where('agent_id', '=', agentId)
    .where('retired_at', 'is', null)
    .returning('device_id')
    .executeTakeFirst();
  if (retired === undefined) return null;
  await cancelWaitingCommands(trx, agentId, now);
  return retired.device_id;
}

async function cancelWaitingCommands(trx: DatabaseTransaction, agentId: string, now: string): Promise<void> {
  await trx
    .updateTable('device_command')
    .set({ state: 'cancelled', ended_at: now })
    .where('agent_id', '=', agentId)
    .where('state', 'in', ['queued', 'sent'])
    .execute();
}

export interface AgentPage {
  readonly search: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Enrolled agents by name, retired ones last. */
export async function listAgents(db: Database, { search, page, pageSize }: AgentPage) {
  let found = db.selectFrom('agent');
  if (search !== undefined) found = found.where('name', 'ilike', `%${search.replace(/[\\%_]/g, '\\$&')}%`);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await found
    .select(['agent_id', 'device_id', 'name', 'agent_version', 'enrolled_at', 'last_seen_at', 'retired_at'])
    .orderBy(sql`retired_at IS NOT NULL`)
    .orderBy('name')
    .orderBy('agent_id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { rows, total };
}
