import {
  type DeadlineEvent,
  type DeadlineState,
  isSameDeadline,
  whyMoved,
} from '@baton/domain/service-levels/deadline-change.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { RemediationClock } from '@baton/store/relay/remediations.ts';
import type { NewDeadlineChange } from '@baton/store/service-levels/deadline-changes.ts';

/** The entry that a move of a deadline leaves in its history; null where nothing that a reader relies on has changed. */
export function deadlineMoved(
  remediationId: string,
  before: RemediationClock | null,
  after: RemediationClock,
  { policy, event, at }: { readonly policy: Policy; readonly event: DeadlineEvent; readonly at: string },
): NewDeadlineChange | null {
  const was = before && stateOf(before, policy);
  const is = stateOf(after, policy);
  if (was !== null && isSameDeadline(was, is)) return null;
  return {
    remediation_id: remediationId,
    at,
    event,
    why: whyMoved(was, is, event),
    from_due_at: before?.due_at ?? null,
    to_due_at: after.due_at,
    aim: after.clock_aim,
    tier_id: after.tier_id,
    policy_id: after.policy_id,
    policy_version: after.policy_version,
  };
}

function stateOf(clock: RemediationClock, policy: Policy): DeadlineState {
  return {
    dueAt: clock.due_at,
    aim: clock.clock_aim,
    tierId: clock.tier_id,
    // A tier of a policy that no longer holds is called by its id.
    tierName: policy.tiers.find(({ id }) => id === clock.tier_id)?.name ?? clock.tier_id,
    because: clock.tier_because,
    policyId: clock.policy_id,
    policyVersion: clock.policy_version,
  };
}
