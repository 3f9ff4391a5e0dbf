import type { TierMatch } from './match-tier.ts';
import type { BudgetedEvent, ClockEvent, Tier, TimeLimit } from './policy.ts';

/** "Tier critical (in KEV): 72 h from tested, with 72 h to test." */
export function tierSentence({ tier, because }: TierMatch): string {
  const why = because === null ? '' : ` (${because})`;
  return `Tier ${tier.name}${why}: ${timeSentence(tier)}.`;
}

/** "72 h from tested, with 72 h to test" */
export function timeSentence(tier: Tier): string {
  const budget = tier.budgets.map(({ time, until }) => `, with ${limitWords(time)} to ${BUDGET_VERBS[until]}`).join('');
  const triage = tier.forensicTriage ? ', evidence collected before the patch' : '';
  return `${timeWords(tier.time, tier.startsFrom)}${budget}${triage}`;
}

const BUDGET_VERBS: Readonly<Record<BudgetedEvent, string>> = { prioritised: 'prioritise', tested: 'test' };

function timeWords(time: TimeLimit, from: ClockEvent): string {
  if (time.unit === 'cycle') return 'within the cycle';
  if (time.unit === 'none') return 'with the next upgrade';
  return `${limitWords(time)} from ${from}`;
}

export function limitWords(time: TimeLimit): string {
  switch (time.unit) {
    case 'hours':
      return `${time.amount} h`;
    case 'days':
      return `${time.amount} ${time.amount === 1 ? 'day' : 'days'}`;
    case 'business-days':
      return `${time.amount} business ${time.amount === 1 ? 'day' : 'days'}`;
    case 'months':
      return `${time.amount} ${time.amount === 1 ? 'month' : 'months'}`;
    case 'cycle':
      return 'the cycle';
    case 'none':
      return 'no limit';
  }
}
