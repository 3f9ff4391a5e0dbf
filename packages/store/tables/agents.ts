import type { CommandAuthor, CommandResult, CommandState, Order } from '@baton/domain/deployments/device-command.ts';
import type { Generated, JSONColumnType } from 'kysely';

export interface AgentTables {
  readonly enrolment_token: EnrolmentTokenTable;
  readonly command_signing_key: CommandSigningKeyTable;
  readonly agent: AgentTable;
  readonly device_inventory: DeviceInventoryTable;
  readonly device_command: DeviceCommandTable;
}

interface EnrolmentTokenTable {
  readonly token_hash: Buffer;
  readonly note: string;
  /** For how many devices it was made. */
  readonly uses: number;
  readonly uses_left: number;
  readonly created_by: string;
  readonly created_at: Generated<string>;
  readonly expires_at: string;
}

interface CommandSigningKeyTable {
  readonly key_id: string;
  readonly public_key: string;
  readonly private_key: string;
  readonly created_at: Generated<string>;
  readonly retired_at: string | null;
}

interface AgentTable {
  readonly agent_id: string;
  readonly device_id: string;
  readonly public_key: string;
  readonly name: string;
  readonly agent_version: string;
  readonly enrolled_at: Generated<string>;
  readonly last_sequence: Generated<number>;
  readonly last_seen_at: string | null;
  readonly inventory_hashes: string | null;
  readonly inventory_seen_at: string | null;
  readonly command_sequence: Generated<number>;
  readonly retired_at: string | null;
}

interface DeviceInventoryTable {
  readonly device_id: string;
  readonly agent_id: string;
  readonly changed_at: string;
  readonly names: Buffer;
  readonly system: Buffer;
  readonly packages: Buffer;
  readonly candidates: Buffer;
  readonly restarts: Buffer;
}

interface DeviceCommandTable {
  readonly device_id: string;
  readonly command_id: string;
  readonly agent_id: string;
  readonly sequence: number;
  readonly body: JSONColumnType<Order, string, never>;
  readonly envelope: string;
  readonly key_id: string;
  readonly signature: string;
  readonly state: Generated<CommandState>;
  readonly remediation_id: string | null;
  readonly created_at: string;
  readonly created_by_kind: CommandAuthor['kind'];
  readonly created_by_id: string | null;
  readonly created_by_name: string;
  readonly expires_at: string;
  readonly sent_at: string | null;
  readonly begun_at: string | null;
  readonly ended_at: string | null;
  readonly result: JSONColumnType<CommandResult | null, string | null, string | null>;
}
