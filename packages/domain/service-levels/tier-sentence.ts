import type { TierMatch } from './match-tier.ts';
import type { ClockEvent, TimeLimit } from './policy.ts';

/** "Tier critical (in KEV): 72 h from tested, with 72 h to test." */
export function tierSentence({ tier, because }: TierMatch): string {
  const why = because === null ? '' : ` (${because})`;
  const budget = tier.budget === null ? '' : `, with ${limitWords(tier.budget.time)} to test`;
  return `Tier ${tier.name}${why}: ${timeWords(tier.time, tier.startsFrom)}${budget}.`;
}

function timeWords(time: TimeLimit, from: ClockEvent): string {
  if (time.unit === 'cycle') return 'within the cycle';
  if (time.unit === 'none') return 'with the next upgrade';
  return `${limitWords(time)} from ${from}`;
}

function limitWords(time: TimeLimit): string {
  switch (time.unit) {
    case 'hours':
      return `${time.amount} h`;
    case 'days':
      return `${time.amount} ${time.amount === 1 ? 'day' : 'days'}`;
    case 'business-days':
      return `${time.amount} business ${time.amount === 1 ? 'day' : 'days'}`;
    case 'cycle':
      return 'the cycle';
    case 'none':
      return 'no limit';
  }
}
