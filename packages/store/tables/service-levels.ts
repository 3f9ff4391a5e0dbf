import type { Team } from '@baton/domain/evidence/team.ts';
import type { ClosedAs } from '@baton/domain/relay/leg.ts';
import type { Aim } from '@baton/domain/service-levels/deadline.ts';
import type { DeadlineEvent } from '@baton/domain/service-levels/deadline-change.ts';
import type { Generated, GeneratedAlways } from 'kysely';

export interface ServiceLevelTables {
  readonly deadline_change: DeadlineChangeTable;
  readonly remediation_round: RemediationRoundTable;
  readonly clock_pause: ClockPauseTable;
  readonly maintenance_window: MaintenanceWindowTable;
  readonly maintenance_window_device: MaintenanceWindowDeviceTable;
  readonly notification: NotificationTable;
}

interface DeadlineChangeTable {
  readonly remediation_id: string;
  readonly change_id: GeneratedAlways<number>;
  readonly at: string;
  readonly event: DeadlineEvent;
  readonly why: string;
  readonly from_due_at: string | null;
  readonly to_due_at: string | null;
  readonly aim: Aim;
  readonly tier_id: string;
  readonly policy_id: string;
  readonly policy_version: number;
}

export interface RemediationRoundTable {
  readonly remediation_id: string;
  readonly round: number;
  readonly detected_at: string;
  readonly deployed_at: string | null;
  readonly ended_at: string;
  readonly ended_as: ClosedAs;
  readonly clock_started_at: string | null;
  readonly due_at: string | null;
  readonly tier_id: string;
  readonly policy_id: string;
  readonly policy_version: number;
}

interface ClockPauseTable {
  readonly pause_id: string;
  readonly remediation_id: string;
  readonly reason: string;
  readonly ends_at: string;
  readonly asked_at: string;
  readonly asked_by: string;
  readonly asked_by_team: Team;
  readonly starts_at: string | null;
  readonly ended_at: string | null;
  readonly ended_by: string | null;
}

interface MaintenanceWindowTable {
  readonly window_id: string;
  readonly name: string;
  readonly weekdays: readonly number[];
  readonly weeks: readonly number[];
  readonly starts_at: string;
  readonly minutes: number;
  readonly time_zone: string;
  readonly everywhere: boolean;
  readonly groups: readonly string[];
  readonly changed_at: string;
  readonly changed_by: string;
}

interface MaintenanceWindowDeviceTable {
  readonly window_id: string;
  readonly device_id: string;
}

interface NotificationTable {
  readonly notification_id: GeneratedAlways<number>;
  readonly person_id: string;
  readonly message_key: string;
  readonly kind: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly title: string;
  readonly body: string;
  readonly path: string;
  readonly created_at: string;
  readonly read_at: Generated<string | null>;
}
