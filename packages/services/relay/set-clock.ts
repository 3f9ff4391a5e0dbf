import { type ClockMove, clockEventsOf } from '@baton/domain/relay/clock-events.ts';
import { deadlineOf } from '@baton/domain/service-levels/deadline.ts';
import { matchTier } from '@baton/domain/service-levels/match-tier.ts';
import { defaultPolicy } from '@baton/domain/service-levels/policies/default-policy.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import {
  CVSS_PREFERENCE,
  type SeverityWord,
  severityByPreference,
  worstSeverity,
} from '@baton/domain/severity/tier.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { keepPolicy, readPolicyInForce } from '@baton/store/relay/policies.ts';
import type {
  ClockFacts,
  RemediationClock,
  RemediationFacts,
  RemediationRecord,
} from '@baton/store/relay/remediations.ts';
import type { ClockInputs } from '../service-levels/clock-inputs.ts';
import type { FixCellCounts, FixFacts } from './fix-evidence.ts';
import type { RelayContext } from './relay-context.ts';

/** The policy in force; where none was signed yet the shipped default is kept, as version 0. */
export async function policyInForce(trx: DatabaseTransaction, { now, timeZone }: RelayContext): Promise<Policy> {
  const kept = await readPolicyInForce(trx, now);
  if (kept !== null) return kept;
  const policy = defaultPolicy(timeZone);
  await keepPolicy(trx, policy, now);
  return policy;
}

/** The clock of a remediation by a policy: the tier that its fix falls into, and the deadline that follows. */
export function clockColumns(
  policy: Policy,
  facts: FixFacts,
  moves: readonly ClockMove[],
  { situation, pauses }: ClockInputs,
  now: string,
): RemediationClock {
  const match = matchTier(policy, {
    vulnerabilities: facts.vulnerabilities,
    vendorSeverity: facts.vendorSeverity,
    ...situation,
  });
  const events = clockEventsOf(moves, facts.published, policy.timeZone);
  const deadline = deadlineOf(policy, match.tier, events, pauses, now);
  return {
    policy_id: policy.id,
    policy_version: policy.version,
    tier_id: match.tier.id,
    tier_because: match.because,
    clock_aim: deadline.aim,
    clock_event: deadline.startEvent,
    clock_started_at: deadline.startedAt,
    due_at: deadline.dueAt,
    latest_at: deadline.latestAt,
  };
}

/** Whether a row says all of this already. The database writes times with more digits than the domain. */
export function isWritten(record: RemediationRecord, columns: Partial<RemediationRecord>): boolean {
  const before: Readonly<Record<string, unknown>> = { ...record };
  return Object.entries(columns).every(([column, value]) => sameValue(before[column], value));
}

function sameValue(before: unknown, now: unknown): boolean {
  return before === now || isSameInstant(before, now) || JSON.stringify(before) === JSON.stringify(now);
}

function isSameInstant(before: unknown, now: unknown): boolean {
  if (typeof before !== 'string' || typeof now !== 'string') return false;
  if (!before.endsWith('Z') || !now.endsWith('Z')) return false;
  return Date.parse(before) === Date.parse(now) && !Number.isNaN(Date.parse(before));
}

/** Facts of a fix that nothing is known of any more: what was written down. */
export function factsKept(record: RemediationRecord): FixFacts {
  return {
    title: record.title,
    version: record.fixed_at,
    vulnerabilities: record.cves.map((cve) => ({ cve, kev: null, epss: null, ssvc: null, cvss: [] })),
    vendorSeverity: record.severity,
    published: record.published,
    replaces: record.replaces,
  };
}

/** What a clock rests on, as the row shows it beside the clock. */
export function clockFactColumns(facts: FixFacts): ClockFacts {
  const severity = severityOf(facts);
  return {
    cves: facts.vulnerabilities.map((vulnerability) => vulnerability.cve),
    kev: facts.vulnerabilities.filter((vulnerability) => vulnerability.kev !== null).map(({ cve }) => cve),
    severity: severity.word,
    severity_by: severity.by,
    published: facts.published,
  };
}

/** What is known of the fix and of its cells, as the remediation's row keeps it for lists. */
export function factColumns(facts: FixFacts, cells: FixCellCounts): RemediationFacts {
  return {
    ...clockFactColumns(facts),
    title: facts.title,
    fixed_at: facts.version,
    replaces: [...facts.replaces],
    proven: cells.proven,
    open: cells.open,
    disputed: cells.disputed,
    unproven: cells.unproven,
    excepted: cells.excepted,
    installed: cells.installed,
    it_counted: cells.itCounted,
    scanned: cells.scanned,
    not_reported: cells.notReported,
  };
}

/** The worst severity by CVSS with the version and score that say so; else the vendor's own word. */
function severityOf(facts: FixFacts): { readonly word: SeverityWord | null; readonly by: string | null } {
  const named = facts.vulnerabilities.flatMap(({ cvss }) => severityByPreference(cvss, CVSS_PREFERENCE) ?? []);
  const word = worstSeverity(named.map((severity) => severity.word));
  const worst = named.filter((severity) => severity.word === word).sort((a, b) => b.score - a.score)[0];
  if (worst) return { word, by: `CVSS ${worst.version}, ${worst.score.toFixed(1)}` };
  return { word: facts.vendorSeverity, by: facts.vendorSeverity === null ? null : 'vendor or scanner' };
}
