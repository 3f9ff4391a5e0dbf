import type { Team } from '@baton/domain/evidence/team.ts';
import type { Generated } from 'kysely';

/** What a person or key may do within its team: a lead signs for it, a member works, a viewer reads. */
export type Role = 'lead' | 'member' | 'viewer';
export type LinkPurpose = 'set-up' | 'invitation' | 'new-password';

export interface PeopleTables {
  readonly person: PersonTable;
  readonly session: SessionTable;
  readonly api_key: ApiKeyTable;
  readonly one_time_link: OneTimeLinkTable;
  readonly sign_in_attempt: SignInAttemptTable;
}

interface PersonTable {
  readonly person_id: string;
  readonly email: string;
  readonly name: string;
  readonly team: Team;
  readonly role: Role;
  readonly was_lead: boolean;
  readonly administrator: Generated<boolean>;
  readonly password_hash: string;
  readonly created_at: Generated<string>;
  readonly password_changed_at: Generated<string>;
  readonly deactivated_at: string | null;
}

interface SessionTable {
  readonly token_hash: Buffer;
  readonly person_id: string;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly idle_expires_at: string;
  readonly expires_at: string;
  readonly address: string;
  readonly user_agent: string;
}

interface ApiKeyTable {
  readonly key_id: string;
  readonly prefix: string;
  readonly secret_hash: Buffer;
  readonly name: string;
  readonly team: Team;
  readonly role: Role;
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}

interface OneTimeLinkTable {
  readonly link_id: string;
  readonly token_hash: Buffer;
  readonly purpose: LinkPurpose;
  readonly team: Team | null;
  readonly role: Role | null;
  readonly email: string | null;
  readonly person_id: string | null;
  readonly created_by: string | null;
  readonly created_at: string;
  readonly expires_at: string;
  readonly used_at: string | null;
  readonly used_by: string | null;
  readonly withdrawn_at: string | null;
}

interface SignInAttemptTable {
  readonly attempt_id: Generated<number>;
  readonly account_hash: Buffer;
  readonly address: string;
  readonly at: string;
}
