import type { Team } from '../evidence/team.ts';
import type { RelayEvent } from './relay-event.ts';

/**
 * A zero-day's own way: the baton goes straight to deploying, the test goes on beside it, and the lead of each team approves
 * afterwards, within this time. Hours.
 */
export const APPROVE_WITHIN_HOURS = 24;

export interface Emergency {
  readonly declaredAt: string;
  /** Until when both leads approve. */
  readonly approveBy: string;
  readonly approvedBy: readonly Team[];
  /** Whether a result of the test beside deploying is noted. */
  readonly tested: boolean;
  /** The time for approval passed without both approvals. What came after does not undo it. */
  readonly late: boolean;
}

/** When approvals are due of an emergency that is declared now. */
export function approveByOf(declaredAt: string): string {
  return Temporal.Instant.from(declaredAt).add({ hours: APPROVE_WITHIN_HOURS }).toString();
}

/** Found again, another round goes its ordinary way; an approval that is owed stays owed. */
export function emergencyAfter(emergency: Emergency | null, event: RelayEvent): Emergency | null {
  if (event.act === 'emergency') {
    const approveBy = event.details?.approveBy ?? approveByOf(event.at);
    return { declaredAt: event.at, approveBy, approvedBy: [], tested: false, late: false };
  }
  if (emergency === null) return null;
  switch (event.act) {
    case 'approve-emergency':
      return event.by.kind === 'person'
        ? { ...emergency, approvedBy: [...emergency.approvedBy, event.by.team] }
        : emergency;
    case 'test-result':
      return { ...emergency, tested: true };
    case 'emergency-late':
      return { ...emergency, late: true };
    case 'reopen':
      return owesApproval(emergency) ? { ...emergency, tested: true } : null;
    default:
      return emergency;
  }
}

export function isApprovedByBoth(emergency: Emergency | null): boolean {
  const approvedBy = emergency?.approvedBy ?? [];
  return approvedBy.includes('it') && approvedBy.includes('infosec');
}

/** Whether approvals are still waited for, or came too late to be waited for. */
export function owesApproval(emergency: Emergency): boolean {
  return !isApprovedByBoth(emergency);
}
