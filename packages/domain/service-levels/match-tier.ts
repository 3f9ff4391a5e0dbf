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

/**
 * First match wins, and the worst vulnerability decides: a tier is the fix's where it holds for any one of them. What a tier
 * asks of a vulnerability it asks of the same one, so that the KEV entry of one and the impact of another do not add up.
 * Throws where no tier holds: a policy without a last tier that always does is not valid.
 */
export function matchTier(policy: Policy, facts: UrgencyFacts): TierMatch {
  for (const tier of policy.tiers) {
    const reasons = holds(tier.when, facts);
    if (reasons !== null) return { tier, because: reasons.length === 0 ? null : reasons.join(', ') };
  }
  throw new RangeError(
    `No tier of policy ${policy.name}, version ${policy.version}, holds: its last one must hold always.`,
  );
}

/** The reasons why a condition holds for one of the vulnerabilities, none where it holds always; null where it does not hold. */
export function holds(condition: Condition, facts: UrgencyFacts): readonly string[] | null {
  if (facts.vulnerabilities.length === 0) return holdsFor(condition, facts, null);
  for (const vulnerability of facts.vulnerabilities) {
    const reasons = holdsFor(condition, facts, vulnerability);
    if (reasons !== null) return reasons;
  }
  return null;
}

type Reasons = readonly string[] | null;

function holdsFor(condition: Condition, facts: UrgencyFacts, vulnerability: Vulnerability | null): Reasons {
  switch (condition.if) {
    case 'all': {
      const each = condition.of.map((part) => holdsFor(part, facts, vulnerability));
      return each.includes(null) ? null : [...new Set(each.flatMap((reasons) => reasons ?? []))];
    }
    case 'any':
      return condition.of.map((part) => holdsFor(part, facts, vulnerability)).find((found) => found !== null) ?? null;
    case 'not':
      return holdsFor(condition.of, facts, vulnerability) === null ? [] : null;
    case 'vendor-severity':
    case 'severity-unknown':
    case 'exposed':
    case 'criticality':
    case 'group':
      return bySituation(condition, facts);
    default:
      return vulnerability === null ? null : byVulnerability(condition, facts, vulnerability);
  }
}

type Situation = Extract<
  Condition,
  { if: 'vendor-severity' | 'severity-unknown' | 'exposed' | 'criticality' | 'group' }
>;

/** What is asked of the fix and of the devices that need it. */
function bySituation(condition: Situation, facts: UrgencyFacts): Reasons {
  switch (condition.if) {
    case 'vendor-severity':
      return yes(
        atLeast(facts.vendorSeverity, condition.atLeast),
        `rated ${facts.vendorSeverity} by vendor or scanner`,
      );
    case 'severity-unknown':
      return yes(
        facts.vendorSeverity === null && facts.vulnerabilities.every(({ cvss }) => cvss.length === 0),
        'severity not known',
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

type OfVulnerability = Exclude<Condition, Situation | { if: 'all' | 'any' | 'not' }>;

function byVulnerability(condition: OfVulnerability, facts: UrgencyFacts, vulnerability: Vulnerability): Reasons {
  const { cvss, kev, epss, ssvc } = vulnerability;
  switch (condition.if) {
    case 'severity': {
      const severity = severityByPreference(cvss, condition.by);
      const held = severity !== null && atLeast(severity.word, condition.atLeast);
      return held ? [`CVSS ${severity.version} ${severity.score.toFixed(1)}`] : null;
    }
    case 'cvss':
      return yes(
        cvss.some((own) => own.version === condition.version && own.score >= condition.atLeast),
        `CVSS ${condition.version} of ${condition.atLeast} or more`,
      );
    case 'kev':
      return yes(kev !== null, 'in KEV');
    case 'epss':
      return yes((epss?.score ?? -1) >= condition.atLeast, `EPSS of ${condition.atLeast} or more`);
    case 'ssvc': {
      const decision = ssvc && decideSsvc(ssvc, facts.criticality ?? 'medium');
      return yes(decision !== null && condition.decision.includes(decision), `SSVC ${decision}`);
    }
    case 'exploitation':
      return yes(ssvc?.exploitation === condition.is, `exploitation ${condition.is}`);
    case 'automatable':
      return yes(ssvc?.automatable === true, 'automatable');
    case 'total-impact':
      return yes(ssvc?.technicalImpact === 'total', 'total impact');
  }
}

const ORDER: readonly SeverityWord[] = ['none', 'low', 'medium', 'high', 'critical'];

function atLeast(word: SeverityWord | null, bound: SeverityWord): boolean {
  return word !== null && ORDER.indexOf(word) >= ORDER.indexOf(bound);
}

function yes(held: boolean, reason: string): Reasons {
  return held ? [reason] : null;
}
