import type { Team } from '@baton/domain/evidence/team.ts';
import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';
import { likePattern } from '../connection/like-pattern.ts';

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** A page of people by name, with when each was last here; or one person. */
export async function readPeople(
  db: Database,
  {
    team,
    search,
    personId,
  }: { readonly team?: Team | undefined; readonly search?: string | undefined; readonly personId?: string | undefined },
  { limit, offset }: Page,
) {
  let query = db.selectFrom('person');
  if (team !== undefined) query = query.where('team', '=', team);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  if (search !== undefined && search !== '') {
    const pattern = likePattern(search);
    query = query.where((where) => where.or([where('name', 'ilike', pattern), where('email', 'ilike', pattern)]));
  }
  const rows = await query
    .select(['person_id', 'email', 'name', 'team', 'role', 'administrator', 'created_at', 'deactivated_at'])
    .select((select) =>
      select
        .selectFrom('log_entry')
        .select((inner) => inner.fn.max<string | null>('at').as('at'))
        .whereRef('log_entry.actor_id', '=', sql<string>`person.person_id::text`)
        .as('last_act_at'),
    )
    .select((select) =>
      select
        .selectFrom('session')
        .select((inner) => inner.fn.max<string | null>('last_used_at').as('at'))
        .whereRef('session.person_id', '=', 'person.person_id')
        .as('last_seen_at'),
    )
    .select((select) =>
      select
        .selectFrom('passkey')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('passkey.person_id', '=', 'person.person_id')
        .as('passkeys'),
    )
    .orderBy('deactivated_at', (order) => order.asc().nullsFirst())
    .orderBy('name')
    .orderBy('person_id')
    .limit(limit)
    .offset(offset)
    .execute();
  const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows, total };
}

export async function readKeys(db: Database, { team }: { readonly team?: Team | undefined }, { limit, offset }: Page) {
  let query = db.selectFrom('api_key').innerJoin('person', 'person.person_id', 'api_key.created_by');
  if (team !== undefined) query = query.where('api_key.team', '=', team);
  const rows = await query
    .selectAll('api_key')
    .select('person.name as creator')
    .orderBy('revoked_at', (order) => order.desc().nullsFirst())
    .orderBy('api_key.created_at', 'desc')
    .orderBy('key_id')
    .limit(limit)
    .offset(offset)
    .execute();
  const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows, total };
}

export async function readInvitations(db: Database, { limit, offset }: Page) {
  const query = db
    .selectFrom('one_time_link')
    .innerJoin('person', 'person.person_id', 'one_time_link.created_by')
    .where('purpose', '=', 'invitation');
  const rows = await query
    .selectAll('one_time_link')
    .select('person.name as inviter')
    .orderBy('one_time_link.created_at', 'desc')
    .orderBy('link_id')
    .limit(limit)
    .offset(offset)
    .execute();
  const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows, total };
}
