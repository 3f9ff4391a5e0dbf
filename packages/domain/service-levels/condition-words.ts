import type { Condition } from './policy.ts';

/** A condition as people read it: "in KEV, or CVSS critical". "always" where nothing is asked. */
export function conditionWords(condition: Condition): string {
  switch (condition.if) {
    case 'all':
      return condition.of.length === 0 ? 'always' : joined(condition.of, ' and ');
    case 'any':
      return condition.of.length === 0 ? 'never' : joined(condition.of, ', or ');
    case 'not':
      return `not ${inBrackets(condition.of)}`;
    case 'severity':
      return `CVSS ${condition.atLeast}${condition.atLeast === 'critical' ? '' : ' or worse'} (${condition.by.join(', ')})`;
    case 'vendor-severity':
      return `${condition.atLeast}${condition.atLeast === 'critical' ? '' : ' or worse'} by the vendor’s word`;
    case 'severity-unknown':
      return 'severity not told';
    case 'cvss':
      return `CVSS ${condition.version} of ${condition.atLeast.toFixed(1)} or more`;
    case 'kev':
      return 'in KEV';
    case 'epss':
      return `EPSS of ${condition.atLeast} or more`;
    case 'ssvc':
      return `SSVC ${condition.decision.join(' or ')}`;
    case 'exploitation':
      return `exploitation ${condition.is}`;
    case 'automatable':
      return 'automatable';
    case 'total-impact':
      return 'total impact';
    case 'exposed':
      return 'exposed';
    case 'criticality':
      return `criticality ${condition.in.join(' or ')}`;
    case 'group':
      return `group ${condition.in.join(' or ')}`;
  }
}

function joined(parts: readonly Condition[], by: string): string {
  return parts.length === 1 && parts[0] ? conditionWords(parts[0]) : parts.map(inBrackets).join(by);
}

function inBrackets(condition: Condition): string {
  const words = conditionWords(condition);
  return (condition.if === 'all' || condition.if === 'any') && condition.of.length > 1 ? `(${words})` : words;
}
