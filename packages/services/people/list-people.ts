import type { InvitationRow, KeyRow, PersonRow } from '@baton/contract/people.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readInvitations, readKeys, readPeople } from '@baton/store/people/read-people.ts';
import type { TeamActor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';

interface Paged {
  readonly page: number;
  readonly pageSize: number;
}

interface ListOf<Row> {
  readonly rows: Row[];
  readonly total: number;
}

export async function listPeople(
  db: Database,
  actor: TeamActor,
  query: Paged & { readonly team?: Team | undefined; readonly search?: string | undefined },
): Promise<ListOf<PersonRow>> {
  const { rows, total } = await readPeople(db, query, limitsOf(query));
  return { rows: rows.map((row) => personRowOf(row, actor)), total };
}

export async function readPerson(db: Database, actor: TeamActor, personId: string): Promise<PersonRow> {
  const { rows } = await readPeople(db, { personId }, { limit: 1, offset: 0 });
  const [row] = rows;
  if (row === undefined) throw new ServiceError('not-found', 'There is no such person.', { where: 'params.personId' });
  return personRowOf(row, actor);
}

export async function listKeys(
  db: Database,
  query: Paged & { readonly team?: Team | undefined },
): Promise<ListOf<KeyRow>> {
  const { rows, total } = await readKeys(db, query, limitsOf(query));
  return {
    rows: rows.map((key) => ({
      keyId: key.key_id,
      prefix: `baton_${key.prefix}`,
      name: key.name,
      team: key.team,
      role: key.role,
      createdBy: key.creator,
      createdAt: key.created_at,
      expiresAt: key.expires_at,
      lastUsedAt: key.last_used_at,
      revokedAt: key.revoked_at,
    })),
    total,
  };
}

export async function listInvitations(
  db: Database,
  query: Paged,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<ListOf<InvitationRow>> {
  const { rows, total } = await readInvitations(db, limitsOf(query));
  const listed = rows.flatMap(
    ({ link_id, email, team, role, inviter, created_at, expires_at, used_at, withdrawn_at }) => {
      if (email === null || team === null || role === null) return [];
      const expired = Temporal.Instant.compare(expires_at, now) <= 0;
      const state = used_at !== null ? 'used' : withdrawn_at !== null ? 'withdrawn' : expired ? 'expired' : 'open';
      return [
        {
          invitationId: link_id,
          email,
          team,
          role,
          invitedBy: inviter,
          createdAt: created_at,
          expiresAt: expires_at,
          state,
        } as const,
      ];
    },
  );
  return { rows: listed, total };
}

function personRowOf(row: Awaited<ReturnType<typeof readPeople>>['rows'][number], actor: TeamActor): PersonRow {
  const leads = actor.kind === 'person' && actor.role === 'lead' && actor.team === row.team;
  const seen = [row.last_seen_at, row.last_act_at].filter((at) => at !== null).sort();
  return {
    personId: row.person_id,
    email: row.email,
    name: row.name,
    team: row.team,
    role: row.role,
    administrator: row.administrator,
    createdAt: row.created_at,
    lastSeenAt: seen.at(-1) ?? null,
    deactivatedAt: row.deactivated_at,
    passkeys: leads ? (row.passkeys ?? 0) : null,
  };
}

function limitsOf({ page, pageSize }: Paged): { readonly limit: number; readonly offset: number } {
  return { limit: pageSize, offset: (page - 1) * pageSize };
}
