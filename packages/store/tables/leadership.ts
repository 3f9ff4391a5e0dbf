import type { Team } from '@baton/domain/evidence/team.ts';
import type { Generated } from 'kysely';

export interface LeadershipTables {
  readonly leadership_link: LeadershipLinkTable;
}

interface LeadershipLinkTable {
  readonly link_id: string;
  readonly token_hash: Buffer;
  readonly made_by: string;
  readonly made_by_name: string;
  readonly made_by_team: Team;
  readonly made_at: string;
  readonly expires_at: string;
  readonly revoked_at: string | null;
  readonly revoked_by_name: string | null;
  readonly reads: Generated<number>;
  readonly last_read_at: string | null;
  readonly minute_began_at: string | null;
  readonly minute_reads: Generated<number>;
}
