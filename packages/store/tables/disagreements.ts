import type { Team } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';

export interface DisagreementTables {
  readonly cell_hour: {
    readonly state_id: number;
    readonly hour: number;
    readonly shard: number;
    readonly cells: number;
  };
  readonly cause_level: CauseLevelTable;
  readonly cell_assignment: CellAssignmentTable;
  readonly question: QuestionTable;
  readonly question_device: QuestionDeviceTable;
  readonly question_message: QuestionMessageTable;
  readonly device_request: DeviceRequestTable;
  readonly device_request_device: DeviceRequestDeviceTable;
}

interface CauseLevelTable {
  readonly version: number;
  readonly hours: JSONColumnType<Readonly<Record<string, number>>, string, never>;
  readonly note: string;
  readonly set_at: string;
  readonly set_by: string;
  readonly set_by_name: string;
}

interface CellAssignmentTable {
  readonly device_id: string;
  readonly fix_id: number;
  readonly person_id: string;
  readonly assigned_at: string;
  readonly assigned_by: string;
}

interface QuestionTable {
  readonly question_id: string;
  readonly kind: 'question' | 'dispute';
  readonly asked_team: Team;
  readonly asking_team: Team;
  readonly asked_at: string;
  readonly cause: CauseId | null;
  readonly rule_version: number | null;
  readonly cells: number;
  readonly devices: number;
  readonly waits_for: Team | null;
}

interface QuestionDeviceTable {
  readonly question_id: string;
  readonly device_id: string;
  readonly fix_ids: readonly number[];
}

interface QuestionMessageTable {
  readonly question_id: string;
  readonly seq: number;
  readonly at: string;
  readonly by_kind: 'person' | 'key';
  readonly by_id: string;
  readonly by_name: string;
  readonly by_team: Team;
  readonly text: string;
}

interface DeviceRequestTable {
  readonly request_id: string;
  readonly kind: 'rescan' | 'reboot';
  readonly asked_team: GeneratedAlways<Team>;
  readonly asked_at: string;
  readonly by_kind: 'person' | 'key' | 'device' | 'system';
  readonly by_id: string | null;
  readonly by_name: string;
  readonly by_team: Team | null;
  readonly note: string | null;
  readonly cause: CauseId | null;
  readonly checks: JSONColumnType<readonly { readonly kind: 'check' | 'cve'; readonly id: string }[], string, never>;
  readonly remediation_id: string | null;
  readonly seq: number | null;
  readonly devices: number;
  readonly done: Generated<number>;
  readonly closed_at: string | null;
  readonly withdrawn_at: string | null;
  readonly withdrawn_by_name: string | null;
}

interface DeviceRequestDeviceTable {
  readonly request_id: string;
  readonly device_id: string;
  readonly fix_ids: readonly number[];
  readonly outcome: 'looked' | 'rebooted' | 'not-needed' | null;
  readonly told_at: string | null;
  readonly told_by: string | null;
}
