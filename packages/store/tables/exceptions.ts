import type { Team } from '@baton/domain/evidence/team.ts';
import type { ExceptionReason } from '@baton/domain/exceptions/exception-reason.ts';
import type { ExceptionState } from '@baton/domain/exceptions/exception-state.ts';
import type { ReviewDecision } from '@baton/domain/exceptions/meeting-minutes.ts';
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { IdentityProofMethod } from './signatures.ts';

export interface ExceptionTables {
  readonly exception: ExceptionTable;
  readonly exception_round: RoundTable;
  readonly exception_device: DeviceTable;
  readonly exception_signature: SignatureTable;
  readonly exception_check: CheckTable;
  readonly exception_attestation: AttestationTable;
  readonly exception_meeting: MeetingTable;
  readonly exception_decision: DecisionTable;
}

interface ExceptionTable {
  readonly exception_id: string;
  readonly number: GeneratedAlways<number>;
  readonly fix_id: number | null;
  readonly product: string | null;
  readonly state: ExceptionState;
  readonly reason: ExceptionReason;
  readonly owner_id: string;
  readonly round: number | null;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly revisit_at: string | null;
  readonly renewals: Generated<number>;
  readonly next_check_at: string | null;
  readonly asked_at: string;
  readonly ended_at: string | null;
  readonly ended_because: string | null;
  readonly ended_by_name: string | null;
}

interface RoundTable {
  readonly exception_id: string;
  readonly round: number;
  readonly content: string;
  readonly hash: Buffer;
  readonly asked_at: string;
  readonly asked_by_kind: 'person' | 'key';
  readonly asked_by_id: string;
  readonly asked_by_name: string;
  readonly asked_by_team: Team;
  readonly in_force_from: string | null;
  readonly closed_at: string | null;
  readonly closed_as: 'declined' | 'withdrawn' | 'lapsed' | null;
  readonly closed_by_name: string | null;
  readonly closed_because: string | null;
}

interface DeviceTable {
  readonly exception_id: string;
  readonly device_id: string;
  readonly settled_at: string | null;
  readonly settled_as: 'proven' | 'not-required' | null;
}

interface SignatureTable {
  readonly exception_id: string;
  readonly round: number;
  readonly team: Team;
  readonly person_id: string;
  readonly person_name: string;
  readonly hash: Buffer;
  readonly proved_by: IdentityProofMethod;
  readonly signed_at: string;
}

interface CheckTable {
  readonly exception_id: string;
  readonly control: number;
  readonly round: number;
  readonly checked_at: string;
  readonly last_at: string;
  readonly checks: Generated<number>;
  readonly holds: boolean;
  readonly devices: number;
  readonly holding: number;
  readonly failing: readonly string[];
}

interface AttestationTable {
  readonly exception_id: string;
  readonly statement: string;
  readonly attested_at: string;
  readonly expires_at: string;
  readonly person_id: string;
  readonly person_name: string;
  readonly note: string;
}

export interface PresentPerson {
  readonly personId: string;
  readonly name: string;
  readonly team: Team;
}

interface MeetingTable {
  readonly meeting_id: string;
  readonly held_at: string;
  readonly opened_by_name: string;
  readonly present: JSONColumnType<readonly PresentPerson[], string, never>;
  readonly closed_at: string | null;
  readonly closed_by_name: string | null;
  readonly notes: Generated<string>;
  readonly minutes: string | null;
}

interface DecisionTable {
  readonly meeting_id: string;
  readonly exception_id: string;
  readonly decision: ReviewDecision;
  readonly note: string;
  readonly until: string | null;
  readonly decided_by: string;
  readonly decided_by_name: string;
  readonly decided_at: string;
}
