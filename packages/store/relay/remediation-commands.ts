import type { CommandAuthor, CommandResult, CommandState } from '@baton/domain/deployments/device-command.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** A device's newest command for a remediation. */
export interface NewestCommand {
  readonly commandId: string;
  readonly deviceId: string;
  readonly state: CommandState;
  readonly createdAt: string;
  readonly createdBy: CommandAuthor;
  readonly endedAt: string | null;
  readonly result: CommandResult | null;
}

/** The newest command of each of the devices for a remediation; devices that were told nothing are left out. */
export async function readNewestCommands(
  db: Database,
  remediationId: string,
  deviceIds: readonly string[],
): Promise<readonly NewestCommand[]> {
  const rows = await db
    .selectFrom('device_command')
    .distinctOn('device_id')
    .select([
      'command_id',
      'device_id',
      'state',
      'created_at',
      'created_by_kind',
      'created_by_id',
      'created_by_name',
      'ended_at',
      'result',
    ])
    .where('remediation_id', '=', remediationId)
    .where('device_id', '=', sql<string>`ANY (${deviceIds}::uuid[])`)
    .orderBy('device_id')
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    commandId: row.command_id,
    deviceId: row.device_id,
    state: row.state,
    createdAt: row.created_at,
    createdBy: { kind: row.created_by_kind, id: row.created_by_id, name: row.created_by_name },
    endedAt: row.ended_at,
    result: row.result,
  }));
}

/** Devices to which a deployment of the remediation is under way: begun, or waiting and not out of time. */
export async function readDevicesUnderWay(
  trx: DatabaseTransaction,
  remediationId: string,
  now: string,
): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('device_command')
    .select('device_id')
    .distinct()
    .where('remediation_id', '=', remediationId)
    .where((eb) =>
      eb.or([eb('state', '=', 'begun'), eb.and([eb('state', 'in', ['queued', 'sent']), eb('expires_at', '>', now)])]),
    )
    .execute();
  return new Set(rows.map((row) => row.device_id));
}
