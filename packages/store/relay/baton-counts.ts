import type { Team } from '@baton/domain/evidence/team.ts';
import type { Place } from '@baton/domain/relay/leg.ts';
import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';

export interface BatonCounts {
  readonly overdue: number;
  /** Running clocks with 80 % or more of their time used. */
  readonly past80: number;
  readonly places: readonly { readonly place: Place; readonly remediations: number; readonly carried: number }[];
  readonly oldest: readonly {
    readonly team: Team;
    readonly remediationId: string;
    readonly fixId: string;
    readonly heldSince: string;
  }[];
}

/** Who holds the baton, over all that is not closed; `carried` counts those that one person carries. */
export async function countBatons(db: Database, now: string, carrierId: string | null): Promise<BatonCounts> {
  const open = db.selectFrom('remediation').where('place', '<>', 'closed');
  const clocks = await open
    .select([
      sql<number>`count(*) FILTER (WHERE due_at < ${now}::timestamptz)`.as('overdue'),
      sql<number>`count(*) FILTER (WHERE due_at >= ${now}::timestamptz
        AND clock_started_at + 0.8 * (due_at - clock_started_at) <= ${now}::timestamptz)`.as('past80'),
    ])
    .executeTakeFirstOrThrow();
  const places = await open
    .select([
      'place',
      ({ fn }) => fn.countAll<number>().as('remediations'),
      sql<number>`count(*) FILTER (WHERE carrier_id = ${carrierId}::uuid)`.as('carried'),
    ])
    .groupBy('place')
    .execute();
  const oldest = await open
    .distinctOn('holder')
    .select(['holder as team', 'remediation_id as remediationId', 'fix_id as fixId', 'held_since as heldSince'])
    .orderBy('holder')
    .orderBy('held_since')
    .execute();
  return { ...clocks, places, oldest };
}
