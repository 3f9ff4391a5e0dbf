import type { ClockDto } from '@baton/contract/remediation-clock.ts';
import { readClock } from '@baton/domain/service-levels/clock.ts';
import { standstillsOf } from '@baton/domain/service-levels/freeze.ts';
import type { Pause } from '@baton/domain/service-levels/pause.ts';
import type { Policy, Tier } from '@baton/domain/service-levels/policy.ts';
import { tierSentence } from '@baton/domain/service-levels/tier-sentence.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';

/** Policies by "id version", as deadlines cite them. */
export type Policies = ReadonlyMap<string, Policy>;

/** The clock of a remediation at `now`, with the tier and the version of the policy that set it. */
export function describeClock(
  record: RemediationRecord,
  policies: Policies,
  pauses: readonly Pause[],
  now: string,
): ClockDto {
  const policy = policyOf(record, policies);
  const tier = tierOf(record, policy);
  const reading = readClock(
    {
      aim: record.clock_aim,
      startEvent: record.clock_event,
      startedAt: record.clock_started_at,
      dueAt: record.due_at,
      latestAt: record.latest_at,
      tierId: record.tier_id,
      policyId: record.policy_id,
      policyVersion: record.policy_version,
    },
    standstillsOf(policy, tier, pauses),
    now,
    record.closed_at,
  );
  return {
    state: reading.state,
    aim: record.clock_aim,
    startEvent: record.clock_event,
    startedAt: record.clock_started_at,
    dueAt: record.due_at,
    latestAt: record.latest_at,
    used: { numerator: reading.usedMinutes, denominator: reading.givenMinutes },
    passed: reading.passed,
    pausedBecause: reading.pausedBecause,
    tier: { id: tier.id, name: tier.name, because: record.tier_because },
    sentence: tierSentence({ tier, because: record.tier_because }),
    policy: { id: policy.id, name: policy.name, version: policy.version },
    timeZone: policy.timeZone,
  };
}

function policyOf(record: RemediationRecord, policies: Policies): Policy {
  const policy = policies.get(`${record.policy_id} ${record.policy_version}`);
  // A foreign key holds it: a deadline without its policy is a fault of ours.
  if (!policy) throw new Error(`The policy ${record.policy_id}, version ${record.policy_version}, is not kept.`);
  return policy;
}

function tierOf(record: RemediationRecord, policy: Policy): Tier {
  const tier = policy.tiers.find(({ id }) => id === record.tier_id);
  if (!tier) throw new Error(`Policy ${policy.id}, version ${policy.version}, has no tier ${record.tier_id}.`);
  return tier;
}
