import type { PolicyShown } from '@baton/contract/service-levels.ts';
import { conditionWords } from '@baton/domain/service-levels/condition-words.ts';
import { defaultPolicy } from '@baton/domain/service-levels/policies/default-policy.ts';
import type { Policy, Tier } from '@baton/domain/service-levels/policy.ts';
import { timeSentence } from '@baton/domain/service-levels/tier-sentence.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readPolicyInForce } from '@baton/store/relay/policies.ts';
import { writePolicyText } from './policy-text.ts';

/** The policy that holds now; where none was signed and none kept yet, the one that ships. Nothing is written. */
export async function currentPolicy(db: Database, now: string, timeZone: string): Promise<Policy> {
  return (await readPolicyInForce(db, now)) ?? defaultPolicy(timeZone);
}

/** A policy as screens show it. */
export function policyShown(policy: Policy): PolicyShown {
  const { id, name, version, citation, timeZone, tiers } = policy;
  return { id, name, version, citation, timeZone, tiers: tiers.map(tierShown), text: writePolicyText(policy) };
}

export function tierShown(tier: Tier): PolicyShown['tiers'][number] {
  return { id: tier.id, name: tier.name, when: conditionWords(tier.when), time: timeSentence(tier) };
}

/** The name of a tier, or its id where the policy has none of it. */
export function tierName(policy: Policy | undefined, tierId: string): string {
  return policy?.tiers.find(({ id }) => id === tierId)?.name ?? tierId;
}

/** How a deadline cites its policy. */
export function citedPolicy(
  policies: ReadonlyMap<string, Policy>,
  id: string,
  version: number,
): { readonly id: string; readonly name: string; readonly version: number } {
  return { id, name: policies.get(`${id} ${version}`)?.name ?? id, version };
}
