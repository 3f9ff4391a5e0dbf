import type { CommandAuthor, CommandResult, CommandState, Order } from '@baton/domain/deployments/device-command.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** A command as screens and the relay read it. */
export interface CommandRecord {
  readonly commandId: string;
  readonly deviceId: string;
  readonly order: Order;
  readonly state: CommandState;
  readonly remediationId: string | null;
  readonly createdAt: string;
  readonly createdBy: CommandAuthor;
  readonly expiresAt: string;
  readonly begunAt: string | null;
  readonly endedAt: string | null;
  readonly result: CommandResult | null;
}

export type CommandFilter =
  | { readonly deviceId: string }
  | { readonly remediationId: string }
  | { readonly commandId: string };

/** Commands of a device, of a remediation, or one, newest first. */
export async function readCommands(
  db: Database | DatabaseTransaction,
  filter: CommandFilter,
  page: { readonly limit: number; readonly offset: number } = { limit: 10_000, offset: 0 },
): Promise<{ rows: readonly CommandRecord[]; total: number }> {
  let found = db.selectFrom('device_command');
  if ('deviceId' in filter) found = found.where('device_id', '=', filter.deviceId);
  else if ('remediationId' in filter) found = found.where('remediation_id', '=', filter.remediationId);
  else found = found.where('command_id', '=', filter.commandId);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await found
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('command_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return {
    total,
    rows: rows.map((row) => ({
      commandId: row.command_id,
      deviceId: row.device_id,
      order: row.body,
      state: row.state,
      remediationId: row.remediation_id,
      createdAt: row.created_at,
      createdBy: { kind: row.created_by_kind, id: row.created_by_id, name: row.created_by_name },
      expiresAt: row.expires_at,
      begunAt: row.begun_at,
      endedAt: row.ended_at,
      result: row.result,
    })),
  };
}

/** A source package at a version that a command brought. */
export interface BroughtSource {
  readonly source: string;
  readonly version: string;
}

/** The source packages that commands of ours brought to some devices, each version once, by what the devices said came of them. */
export async function readBroughtSources(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly BroughtSource[]>> {
  if (deviceIds.length === 0) return new Map();
  const { rows } = await sql<BroughtSource & { device_id: string }>`
    SELECT DISTINCT device_id, body ->> 'source' AS source, package ->> 'version' AS version
    FROM device_command, jsonb_array_elements(body -> 'packages') AS package
    WHERE device_id = ANY (${deviceIds}::uuid[]) AND state = 'ended' AND result ->> 'outcome' = 'succeeded'
    ORDER BY device_id, source, version`.execute(db);
  const brought = Map.groupBy(rows, ({ device_id }) => device_id);
  return new Map([...brought].map(([id, own]) => [id, own.map(({ source, version }) => ({ source, version }))]));
}
