import type { Team } from '@baton/domain/evidence/team.ts';
import type { Place } from '@baton/domain/relay/leg.ts';
import { type OrderByExpression, type SelectQueryBuilder, sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';
import type { Tables } from '../tables/tables.ts';
import type { RemediationRecord } from './remediations.ts';

export interface RemediationFilter {
  readonly state: 'open' | 'closed' | 'all';
  readonly place?: Place | undefined;
  readonly holder?: Team | undefined;
  readonly overdue?: boolean | undefined;
  /** Only those that this person carries. */
  readonly carrierId?: string | undefined;
  /** Only those that this person watches. */
  readonly watcherId?: string | undefined;
  /** Only those that go, or went, as an emergency. */
  readonly emergency?: boolean | undefined;
  /** Only these. */
  readonly ids?: readonly string[] | undefined;
  /** Part of the fix's name or title, or a CVE. */
  readonly search?: string | undefined;
}

export type RemediationSort = 'next' | 'due' | 'fix' | 'not-proven' | 'held' | 'opened';

export interface RemediationPage {
  readonly sort: RemediationSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

export interface RemediationList {
  readonly rows: readonly RemediationRecord[];
  readonly total: number;
  readonly byPlace: readonly { readonly place: Place; readonly remediations: number }[];
  readonly overdue: number;
}

type Query<Output> = SelectQueryBuilder<Tables, 'remediation', Output>;

/** A page of remediations with the counts for its filters. */
export async function listRemediations(
  db: Database,
  filter: RemediationFilter,
  page: RemediationPage,
  now: string,
): Promise<RemediationList> {
  const filtered = filterBy(db.selectFrom('remediation'), filter, now);
  const rows = await filtered
    .selectAll()
    .orderBy(sortBy(page, now))
    .orderBy('fix_id')
    .orderBy('remediation_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await filtered.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const { place: _place, ...exceptPlace } = filter;
  const byPlace = await filterBy(db.selectFrom('remediation'), exceptPlace, now)
    .select(['place', ({ fn }) => fn.countAll<number>().as('remediations')])
    .groupBy('place')
    .execute();
  const overdue = await filterBy(db.selectFrom('remediation'), { ...filter, overdue: true }, now)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total, byPlace, overdue: overdue.total };
}

function filterBy<Output>(query: Query<Output>, filter: RemediationFilter, now: string): Query<Output> {
  let filtered = query;
  if (filter.state !== 'all') filtered = filtered.where('place', filter.state === 'open' ? '<>' : '=', 'closed');
  if (filter.place) filtered = filtered.where('place', '=', filter.place);
  if (filter.holder) filtered = filtered.where('holder', '=', filter.holder);
  if (filter.overdue) filtered = filtered.where('place', '<>', 'closed').where('due_at', '<', now);
  if (filter.carrierId) filtered = filtered.where('carrier_id', '=', filter.carrierId);
  if (filter.emergency) filtered = filtered.where('emergency_at', 'is not', null);
  if (filter.ids) filtered = filtered.where('remediation_id', '=', sql<string>`ANY(${filter.ids}::uuid[])`);
  if (filter.watcherId) {
    const watched = sql<string>`(SELECT w.remediation_id FROM remediation_watcher w WHERE w.person_id = ${filter.watcherId})`;
    filtered = filtered.where('remediation_id', 'in', watched);
  }
  if (filter.search) {
    const part = `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const cve = filter.search.trim().toUpperCase();
    filtered = filtered.where((eb) =>
      eb.or([eb('fix_id', 'ilike', part), eb('title', 'ilike', part), sql<boolean>`${cve} = ANY(cves)`]),
    );
  }
  return filtered;
}

function sortBy({ sort, descending }: RemediationPage, now: string): OrderByExpression<Tables, 'remediation', unknown> {
  const direction = descending ? sql`DESC NULLS LAST` : sql`ASC NULLS LAST`;
  switch (sort) {
    case 'next':
      return sql`${nextKey(now)} ${descending ? sql`DESC` : sql`ASC`}`;
    case 'due':
      return sql`due_at ${direction}`;
    case 'fix':
      return sql`fix_id ${direction}`;
    case 'not-proven':
      return sql`(open + disputed + unproven) ${direction}`;
    case 'held':
      return sql`held_since ${direction}`;
    case 'opened':
      return sql`opened_at ${direction}`;
  }
}

/**
 * What to take up next: emergencies, then what is overdue, due within a day, within a week, later; within these what proves most
 * cells, and of as many the one that is due first.
 */
function nextKey(now: string) {
  const at = sql`${now}::timestamptz`;
  return sql`(CASE WHEN place = 'closed' THEN 5 WHEN emergency_at IS NOT NULL THEN 0 WHEN due_at < ${at} THEN 1
      WHEN due_at < ${at} + interval '1 day' THEN 2 WHEN due_at < ${at} + interval '7 days' THEN 3 ELSE 4 END,
    -(open + disputed + unproven), coalesce(due_at, 'infinity'))`;
}
