import { clockEventsOf } from '@baton/domain/relay/clock-events.ts';
import type { RelayEvent } from '@baton/domain/relay/relay-event.ts';
import { deadlineOf } from '@baton/domain/service-levels/deadline.ts';
import { defaultPolicy } from '@baton/domain/service-levels/default-policy.ts';
import { matchTier } from '@baton/domain/service-levels/match-tier.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import {
  CVSS_PREFERENCE,
  type SeverityWord,
  severityByPreference,
  worstSeverity,
} from '@baton/domain/severity/tier.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { keepPolicy, readPolicyInForce } from '@baton/store/relay/policies.ts';
import type { RemediationClock, RemediationFacts } from '@baton/store/relay/remediations.ts';
import type { FixCellCounts, FixFacts } from './fix-evidence.ts';
import type { RelayContext } from './relay-context.ts';

/** The policy in force; the shipped default is kept as version 1 where there is none yet. */
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
  history: readonly RelayEvent[],
  now: string,
): RemediationClock {
  const match = matchTier(policy, {
    vulnerabilities: facts.vulnerabilities,
    vendorSeverity: facts.vendorSeverity,
    exposed: null,
    criticality: null,
    groups: [],
  });
  const deadline = deadlineOf(policy, match.tier, clockEventsOf(history, facts.published), [], now);
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

/** What is known of the fix and of its cells, as the remediation's row keeps it for lists. */
export function factColumns(facts: FixFacts, cells: FixCellCounts): RemediationFacts {
  const severity = severityOf(facts);
  return {
    title: facts.title,
    fixed_at: facts.version,
    cves: facts.vulnerabilities.map((vulnerability) => vulnerability.cve),
    kev: facts.vulnerabilities.filter((vulnerability) => vulnerability.kev !== null).map(({ cve }) => cve),
    severity: severity.word,
    severity_by: severity.by,
    published: facts.published,
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
