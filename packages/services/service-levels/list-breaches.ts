import type { ApprovalBreach, BreachDto, DeadlineBreach } from '@baton/contract/service-levels.ts';
import { TEAMS } from '@baton/domain/evidence/team.ts';
import { legAt } from '@baton/domain/relay/leg-visits.ts';
import { attributeBreach } from '@baton/domain/service-levels/breach-attribution.ts';
import { standstillsOf } from '@baton/domain/service-levels/freeze.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptEvent, readHistories } from '@baton/store/relay/history.ts';
import { readPolicies } from '@baton/store/relay/policies.ts';
import {
  type ApprovalRecord,
  type BreachKind,
  type BreachRecord,
  type DeadlineRecord,
  readBreaches,
} from '@baton/store/service-levels/breaches.ts';
import { type ActivePerson, readActivePeople } from '@baton/store/service-levels/notifications.ts';
import { readSignedPauses } from '@baton/store/service-levels/pauses.ts';
import { emergencyDeclaredBy } from '../relay/emergency-approvals.ts';
import { citedPolicy, tierName } from './policy-book.ts';

export interface BreachQuery {
  readonly state: 'open' | 'ended' | 'all';
  readonly kind?: BreachKind | undefined;
  readonly remediationId?: string | undefined;
  /** Only those that were due in a window, half-open. */
  readonly dueWithin?: { readonly from: string; readonly to: string } | undefined;
  readonly page: number;
  readonly pageSize: number;
}

interface Page<Row> {
  readonly rows: Row[];
  readonly total: number;
}

/**
 * What was missed, what runs first: deadlines, each with the legs and teams that its minutes went to, and emergencies that the
 * leads of both teams did not approve in time, each with who had to.
 */
export async function listBreaches(db: Database, now: string, query: BreachQuery): Promise<Page<BreachDto>> {
  const { page, pageSize, ...filter } = query;
  const { rows, total } = await readBreaches(
    db,
    { ...filter, now },
    { limit: pageSize, offset: (page - 1) * pageSize },
  );
  const deadlines = await attributed(
    db,
    now,
    rows.filter((row) => row.kind === 'deadline'),
  );
  const approvals = await withApprovals(
    db,
    now,
    rows.filter((row) => row.kind === 'approval'),
  );
  return {
    rows: rows.flatMap((row) => (row.kind === 'deadline' ? deadlines.get(row) : approvals.get(row)) ?? []),
    total,
  };
}

async function attributed(
  db: Database,
  now: string,
  breaches: readonly DeadlineRecord[],
): Promise<ReadonlyMap<BreachRecord, DeadlineBreach>> {
  const ids = [...new Set(breaches.map(({ remediationId }) => remediationId))];
  const [histories, pauses, policies] = [
    await readHistories(db, ids),
    await readSignedPauses(db, ids),
    await readPolicies(db),
  ];
  return new Map(
    breaches.map((breach) => {
      const { tierId, policyId, policyVersion } = breach;
      const policy = policies.get(`${policyId} ${policyVersion}`);
      const history = upToRound(histories.get(breach.remediationId) ?? [], breach.round);
      const still = standstills(policy, breach, pauses.get(breach.remediationId) ?? []);
      const attribution = attributeBreach(history, breach.dueAt, still, now);
      return [
        breach,
        {
          kind: 'deadline',
          ...missedTimes(breach, now),
          tier: tierName(policy, tierId),
          policy: citedPolicy(policies, policyId, policyVersion),
          attribution: {
            ...attribution,
            legs: attribution.legs.map(({ place, ...leg }) => ({ leg: place, ...leg })),
            minutesByTeam: { ...attribution.minutesByTeam },
            longest: attribution.longest?.place ?? null,
          },
        },
      ];
    }),
  );
}

async function withApprovals(
  db: Database,
  now: string,
  breaches: readonly ApprovalRecord[],
): Promise<ReadonlyMap<BreachRecord, ApprovalBreach>> {
  if (breaches.length === 0) return new Map();
  const histories = await readHistories(db, [...new Set(breaches.map(({ remediationId }) => remediationId))]);
  const leads = (await readActivePeople(db)).filter(({ role }) => role === 'lead');
  return new Map(
    breaches.flatMap((breach) => {
      const declared = emergencyDeclaredBy(histories.get(breach.remediationId) ?? [], breach.declaredSeq);
      if (declared === null) return [];
      const row: ApprovalBreach = {
        kind: 'approval',
        ...missedTimes(breach, now),
        declaredAt: declared.at,
        declaredBy: declared.by,
        ...legAt(histories.get(breach.remediationId) ?? [], breach.dueAt),
        approvals: TEAMS.map((team) => {
          const given = declared.approvals.find((one) => one.team === team);
          return {
            team,
            by: given?.by ?? null,
            at: given?.at ?? null,
            late: given === undefined || Date.parse(given.at) > Date.parse(breach.dueAt),
            leads: namesOf(leads, team),
          };
        }),
      };
      return [[breach, row] as const];
    }),
  );
}

function namesOf(people: readonly ActivePerson[], team: ActivePerson['team']): string[] {
  return people.filter((person) => person.team === team).map(({ name }) => name);
}

function missedTimes({ remediationId, fix, title, round, dueAt, endedAt }: BreachRecord, now: string) {
  const minutesOver = Math.floor((Date.parse(endedAt ?? now) - Date.parse(dueAt)) / 60_000);
  return { remediationId, fix, title, round, dueAt, endedAt, minutesOver };
}

/** The history until a round ended: what came after is another round's. */
function upToRound(history: readonly KeptEvent[], round: number): readonly KeptEvent[] {
  let reopened = 0;
  const next = history.findIndex(({ act }) => {
    reopened += act === 'reopen' ? 1 : 0;
    return reopened > round;
  });
  return next < 0 ? history : history.slice(0, next);
}

function standstills(
  policy: Policy | undefined,
  { tierId }: DeadlineRecord,
  pauses: Parameters<typeof standstillsOf>[2],
): ReturnType<typeof standstillsOf> {
  const tier = policy?.tiers.find(({ id }) => id === tierId);
  return policy && tier ? standstillsOf(policy, tier, pauses) : pauses;
}
