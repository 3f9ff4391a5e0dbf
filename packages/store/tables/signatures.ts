import type { Team } from '@baton/domain/evidence/team.ts';

/** How a signer proves who they are at the signing. */
export type IdentityProofMethod = 'password' | 'passkey';
export type SignedAs = 'lead' | 'deputy';
export type DutyKind = 'away' | 'on-call' | 'deputy';

export interface SignatureTables {
  readonly signed_document_draft: DraftTable;
  readonly signed_document_version: VersionTable;
  readonly document_signature: SignatureTable;
  readonly duty_period: DutyPeriodTable;
}

interface DraftTable {
  readonly kind: string;
  readonly document_id: string;
  readonly content: string;
  readonly revision: number;
  readonly saved_by: string;
  readonly saved_at: string;
}

interface VersionTable {
  readonly kind: string;
  readonly document_id: string;
  readonly version: number;
  readonly content: string;
  readonly hash: Buffer;
  readonly note: string;
  readonly offered_by: string;
  readonly offered_by_team: Team;
  readonly offered_at: string;
}

interface SignatureTable {
  readonly kind: string;
  readonly document_id: string;
  readonly version: number;
  readonly team: Team;
  readonly person_id: string;
  readonly person_name: string;
  readonly signed_as: SignedAs;
  readonly duty_id: string | null;
  readonly hash: Buffer;
  readonly proved_by: IdentityProofMethod;
  readonly signed_at: string;
}

interface DutyPeriodTable {
  readonly duty_id: string;
  readonly kind: DutyKind;
  readonly team: Team;
  readonly person_id: string;
  readonly lead_id: string | null;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly note: string | null;
  readonly made_by: string;
  readonly made_at: string;
  readonly ended_at: string | null;
  readonly ended_by: string | null;
}
