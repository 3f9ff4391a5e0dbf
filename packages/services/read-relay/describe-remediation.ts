import type { RemediationRow } from '@baton/contract/remediations.ts';
import type { CellCounts } from '@baton/domain/relay/decide-act.ts';
import type { Pause } from '@baton/domain/service-levels/pause.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import { describeClock, type Policies } from './describe-clock.ts';

/** A remediation as lists and heads show it. */
export function describeRemediation(
  record: RemediationRecord,
  policies: Policies,
  pauses: readonly Pause[],
  now: string,
): RemediationRow {
  const { required, proven, excepted } = countsKept(record);
  return {
    id: record.remediation_id,
    fix: record.fix_id,
    title: record.title,
    place: record.place,
    holder: record.holder,
    heldSince: record.held_since,
    inPlaceSince: record.in_place_since,
    carrier: record.carrier_name,
    isSplit: record.is_split,
    emergency: record.emergency_at !== null,
    closedAs: record.closed_as,
    reopened: record.reopened,
    agreed: { numerator: proven, denominator: required },
    excepted,
    clock: describeClock(record, policies, pauses, now),
    severity: record.severity,
    kev: record.kev.length > 0,
    vulnerabilities: record.cves.length,
  };
}

/** The cells as of the last look at them, as the relay's rules take them. */
export function countsKept(record: RemediationRecord): CellCounts {
  return {
    required: record.proven + record.open + record.disputed + record.unproven,
    proven: record.proven,
    installed: record.installed,
    excepted: record.excepted,
  };
}
