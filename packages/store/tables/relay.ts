import type { Team } from '@baton/domain/evidence/team.ts';
import type { FileKind } from '@baton/domain/relay/attached-file.ts';
import type { EventDetails } from '@baton/domain/relay/event-details.ts';
import type { Act, ClosedAs, Place, RejectReason } from '@baton/domain/relay/leg.ts';
import type { Aim } from '@baton/domain/service-levels/deadline.ts';
import type { ClockEvent, Policy } from '@baton/domain/service-levels/policy.ts';
import type { SeverityWord } from '@baton/domain/severity/tier.ts';
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Role } from './people.ts';

export interface RelayTables {
  readonly service_policy: ServicePolicyTable;
  readonly remediation: RemediationTable;
  readonly remediation_event: RemediationEventTable;
  readonly remediation_device: RemediationDeviceTable;
  readonly remediation_watcher: RemediationWatcherTable;
  readonly attachment: AttachmentTable;
}

interface ServicePolicyTable {
  readonly policy_id: string;
  readonly version: number;
  readonly body: JSONColumnType<Policy, string, never>;
  readonly in_force_from: string;
}

export interface RemediationTable {
  readonly remediation_id: string;
  readonly fix_id: string;
  readonly title: string;
  readonly fixed_at: string | null;
  readonly cves: readonly string[];
  readonly kev: readonly string[];
  readonly severity: SeverityWord | null;
  readonly severity_by: string | null;
  readonly published: string | null;
  readonly replaces: readonly string[];
  readonly version: number;
  readonly place: Place;
  readonly holder: GeneratedAlways<Team>;
  readonly closed_as: ClosedAs | null;
  readonly in_place_since: string;
  readonly held_since: string;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly reopened: number;
  readonly carrier_id: string | null;
  readonly carrier_name: string | null;
  readonly proven: number;
  readonly open: number;
  readonly disputed: number;
  readonly unproven: number;
  readonly excepted: number;
  readonly installed: number;
  readonly it_counted: number;
  readonly scanned: number;
  readonly not_reported: number;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly tier_id: string;
  readonly tier_because: string | null;
  readonly clock_aim: Aim;
  readonly clock_event: ClockEvent;
  readonly clock_started_at: string | null;
  readonly due_at: string | null;
  readonly latest_at: string | null;
  /** Written by the database: see migration 0021. */
  readonly next_mark_at: Generated<string | null>;
  readonly is_split: Generated<boolean>;
  readonly split_from: Generated<string | null>;
  readonly split_at: Generated<string | null>;
  readonly emergency_at: Generated<string | null>;
  readonly approve_by: Generated<string | null>;
}

interface RemediationDeviceTable {
  readonly fix_id: string;
  readonly device_id: string;
  readonly remediation_id: string;
}

interface RemediationWatcherTable {
  readonly remediation_id: string;
  readonly person_id: string;
  readonly since: string;
}

export interface AttachmentTable {
  readonly attachment_id: string;
  readonly remediation_id: string;
  readonly seq: number;
  readonly file_name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly content: Buffer;
}

interface RemediationEventTable {
  readonly remediation_id: string;
  readonly seq: number;
  readonly at: string;
  readonly act: Act;
  readonly from_place: Place | null;
  readonly to_place: Place | null;
  readonly by_kind: 'person' | 'key' | 'device' | 'system';
  readonly by_id: string | null;
  readonly by_person: string | null;
  readonly by_name: string;
  readonly by_team: Team | null;
  readonly by_role: Role | null;
  readonly note: string | null;
  readonly reject_reason: RejectReason | null;
  readonly details: JSONColumnType<EventDetails, string, never>;
}
