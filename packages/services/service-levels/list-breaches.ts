import type { BreachDto } from '@baton/contract/service-levels.ts';
import { attributeBreach } from '@baton/domain/service-levels/breach-attribution.ts';
import { standstillsOf } from '@baton/domain/service-levels/freeze.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptEvent, readHistories } from '@baton/store/relay/history.ts';
import { readPolicies } from '@baton/store/relay/policies.ts';
import { type BreachRecord, readBreaches } from '@baton/store/service-levels/breaches.ts';
import { readSignedPauses } from '@baton/store/service-levels/pauses.ts';
import { citedPolicy, tierName } from './policy-book.ts';

export interface BreachQuery {
  readonly state: 'open' | 'ended' | 'all';
  readonly remediationId?: string | undefined;
  /** Only those that were due in a window, half-open. */
  readonly dueWithin?: { readonly from: string; readonly to: string } | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Missed deadlines, running ones first, each with the legs and teams that its minutes went to. */
export async function listBreaches(
  db: Database,
  now: string,
  { page, pageSize, ...filter }: BreachQuery,
): Promise<{ readonly rows: BreachDto[]; readonly total: number }> {
  const found = await readBreaches(db, { ...filter, now }, { limit: pageSize, offset: (page - 1) * pageSize });
  const ids = [...new Set(found.rows.map(({ remediationId }) => remediationId))];
  const [histories, pauses, policies] = [
    await readHistories(db, ids),
    await readSignedPauses(db, ids),
    await readPolicies(db),
  ];
  const rows = found.rows.map((breach): BreachDto => {
    const policy = policies.get(`${breach.policyId} ${breach.policyVersion}`);
    const history = upToRound(histories.get(breach.remediationId) ?? [], breach.round);
    const still = standstills(policy, breach, pauses.get(breach.remediationId) ?? []);
    const attribution = attributeBreach(history, breach.dueAt, still, now);
    return {
      remediationId: breach.remediationId,
      fix: breach.fix,
      title: breach.title,
      round: breach.round,
      tier: tierName(policy, breach.tierId),
      policy: citedPolicy(policies, breach.policyId, breach.policyVersion),
      dueAt: breach.dueAt,
      endedAt: breach.endedAt,
      minutesOver: Math.floor((Date.parse(breach.endedAt ?? now) - Date.parse(breach.dueAt)) / 60_000),
      attribution: {
        ...attribution,
        legs: attribution.legs.map(({ place, ...leg }) => ({ leg: place, ...leg })),
        minutesByTeam: { ...attribution.minutesByTeam },
        longest: attribution.longest?.place ?? null,
      },
    };
  });
  return { rows, total: found.total };
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
  { tierId }: BreachRecord,
  pauses: Parameters<typeof standstillsOf>[2],
): ReturnType<typeof standstillsOf> {
  const tier = policy?.tiers.find(({ id }) => id === tierId);
  return policy && tier ? standstillsOf(policy, tier, pauses) : pauses;
}
