import type { Vulnerability } from '../advisories/knowledge.ts';
import { decideSsvc } from '../severity/ssvc.ts';
import { type SeverityWord, severityByPreference } from '../severity/tier.ts';
import type { Condition, Policy, Tier } from './policy.ts';
import type { UrgencyFacts } from './urgency-facts.ts';

/** The tier that a fix falls into, and what decided it in words ("in KEV"); null where the tier holds always. */
export interface TierMatch {
  readonly tier: Tier;
  readonly because: string | null;
}

/** First match wins. Throws where no tier holds: a policy without a last tier that always does is not valid. */
export function matchTier(policy: Policy, facts: UrgencyFacts): TierMatch {
  for (const tier of policy.tiers) {
    const reasons = holds(tier.when, facts);
    if (reasons !== null) return { tier, because: reasons.length === 0 ? null : reasons.join(', ') };
  }
  throw new RangeError(
    `No tier of policy ${policy.name}, version ${policy.version}, holds: its last one must hold always.`,
  );
}

/** The reasons why a condition holds, none where it holds always; null where it does not hold. */
export function holds(condition: Condition, facts: UrgencyFacts): readonly string[] | null {
  const any = (test: (vulnerability: Vulnerability) => boolean) => facts.vulnerabilities.some(test);
  switch (condition.if) {
    case 'all': {
      const each = condition.of.map((part) => holds(part, facts));
      return each.includes(null) ? null : each.flatMap((reasons) => reasons ?? []);
    }
    case 'any':
      return condition.of.map((part) => holds(part, facts)).find((reasons) => reasons !== null) ?? null;
    case 'not':
      return holds(condition.of, facts) === null ? [] : null;
    case 'severity':
      return bySeverity(condition, facts);
    case 'vendor-severity':
      return yes(
        atLeast(facts.vendorSeverity, condition.atLeast),
        `rated ${facts.vendorSeverity} by vendor or scanner`,
      );
    case 'severity-unknown':
      return yes(facts.vendorSeverity === null && !any((cve) => cve.cvss.length > 0), 'severity not known');
    case 'cvss':
      return yes(
        any((cve) => cve.cvss.some((own) => own.version === condition.version && own.score >= condition.atLeast)),
        `CVSS ${condition.version} of ${condition.atLeast} or more`,
      );
    case 'kev':
      return yes(
        any((cve) => cve.kev !== null),
        'in KEV',
      );
    case 'epss':
      return yes(
        any((cve) => (cve.epss?.score ?? -1) >= condition.atLeast),
        `EPSS of ${condition.atLeast} or more`,
      );
    default:
      return bySituation(condition, facts);
  }
}

type Situation = Extract<
  Condition,
  { if: 'ssvc' | 'exploitation' | 'automatable' | 'total-impact' | 'exposed' | 'criticality' | 'group' }
>;

function bySituation(condition: Situation, facts: UrgencyFacts): readonly string[] | null {
  const any = (test: (vulnerability: Vulnerability) => boolean) => facts.vulnerabilities.some(test);
  switch (condition.if) {
    case 'ssvc': {
      const mission = facts.criticality ?? 'medium';
      const decisions = facts.vulnerabilities.map((cve) => (cve.ssvc ? decideSsvc(cve.ssvc, mission) : null));
      const found = condition.decision.find((decision) => decisions.includes(decision));
      return yes(found !== undefined, `SSVC ${found}`);
    }
    case 'exploitation':
      return yes(
        any((cve) => cve.ssvc?.exploitation === condition.is),
        `exploitation ${condition.is}`,
      );
    case 'automatable':
      return yes(
        any((cve) => cve.ssvc?.automatable === true),
        'automatable',
      );
    case 'total-impact':
      return yes(
        any((cve) => cve.ssvc?.technicalImpact === 'total'),
        'total impact',
      );
    case 'exposed':
      return yes(facts.exposed === true, 'exposed');
    case 'criticality':
      return yes(
        facts.criticality !== null && condition.in.includes(facts.criticality),
        `criticality ${facts.criticality}`,
      );
    case 'group': {
      const found = condition.in.find((group) => facts.groups.includes(group));
      return yes(found !== undefined, `group ${found}`);
    }
  }
}

function bySeverity(condition: Extract<Condition, { if: 'severity' }>, facts: UrgencyFacts): readonly string[] | null {
  for (const { cvss } of facts.vulnerabilities) {
    const severity = severityByPreference(cvss, condition.by);
    if (severity !== null && atLeast(severity.word, condition.atLeast)) {
      return [`CVSS ${severity.version} ${severity.score.toFixed(1)}`];
    }
  }
  return null;
}

const ORDER: readonly SeverityWord[] = ['none', 'low', 'medium', 'high', 'critical'];

function atLeast(word: SeverityWord | null, bound: SeverityWord): boolean {
  return word !== null && ORDER.indexOf(word) >= ORDER.indexOf(bound);
}

function yes(held: boolean, reason: string): readonly string[] | null {
  return held ? [reason] : null;
}
