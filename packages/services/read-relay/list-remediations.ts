import type { RemediationRow } from '@baton/contract/remediations.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { PLACES, type Place } from '@baton/domain/relay/leg.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import * as store from '@baton/store/relay/list-remediations.ts';
import { readPolicies } from '@baton/store/relay/policies.ts';
import { readSignedPauses } from '@baton/store/service-levels/pauses.ts';
import type { TeamActor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { describeRemediation } from './describe-remediation.ts';

export interface ListRequest {
  readonly actor: TeamActor;
  readonly now: string;
  readonly state: 'open' | 'closed' | 'all';
  readonly place?: Place | undefined;
  readonly holder?: Team | undefined;
  readonly overdue?: boolean | undefined;
  readonly mine?: boolean | undefined;
  readonly watched?: boolean | undefined;
  readonly emergency?: boolean | undefined;
  readonly search?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
  /** next, due, fix, not-proven, held, opened; a minus in front for descending. */
  readonly sort?: string | undefined;
}

export interface RemediationListing {
  readonly rows: RemediationRow[];
  readonly total: number;
  readonly byPlace: { readonly place: Place; readonly remediations: number }[];
  readonly overdue: number;
}

const SORTS: readonly store.RemediationSort[] = ['next', 'due', 'fix', 'not-proven', 'held', 'opened'];

/** A page of remediations, by default those that are due first. */
export async function listRemediations(db: Database, request: ListRequest): Promise<RemediationListing> {
  const { actor, now, page, pageSize, mine, watched, ...filter } = request;
  const self = actor.kind === 'person' ? actor.personId : undefined;
  const list = await store.listRemediations(
    db,
    { ...filter, carrierId: mine ? self : undefined, watcherId: watched ? self : undefined },
    { ...sortOf(request.sort), limit: pageSize, offset: (page - 1) * pageSize },
    now,
  );
  const policies = await readPolicies(db);
  const pauses = await readSignedPauses(
    db,
    list.rows.map(({ remediation_id }) => remediation_id),
  );
  return {
    rows: list.rows.map((record) =>
      describeRemediation(record, policies, pauses.get(record.remediation_id) ?? [], now),
    ),
    total: list.total,
    byPlace: [...list.byPlace].sort((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place)),
    overdue: list.overdue,
  };
}

function sortOf(text: string | undefined): { readonly sort: store.RemediationSort; readonly descending: boolean } {
  const name = (text ?? 'due').replace(/^-/, '');
  const sort = SORTS.find((known) => known === name);
  if (!sort) {
    throw new ServiceError('invalid', `Remediations are not sorted by "${name}".`, {
      where: 'query.sort',
      hint: `One of ${SORTS.join(', ')}.`,
    });
  }
  return { sort, descending: text?.startsWith('-') ?? false };
}
