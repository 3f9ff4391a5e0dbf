import { ALWAYS, type Condition, type Policy, type Tier, type TimeLimit } from '../policy.ts';
import { allOf, anyOf, days, plainPolicy, plainTier } from './plain-policy.ts';

/** Assessed as critical by the vendor, or a working exploit exists. */
const CRITICAL_OR_EXPLOITED = anyOf(
  { if: 'vendor-severity', atLeast: 'critical' },
  { if: 'kev' },
  { if: 'exploitation', is: 'active' },
  { if: 'exploitation', is: 'poc' },
);
const INTERNET_FACING: Condition = { if: 'exposed' };
const HOURS_48: TimeLimit = { unit: 'hours', amount: 48 };
const ONE_MONTH: TimeLimit = { unit: 'months', amount: 1 };

export type MaturityLevels = '1-2' | '3';

/**
 * Essential Eight, patch operating systems. From release: internet-facing 48 hours if critical or exploited, else two weeks;
 * workstations and internal servers one month at maturity levels 1 and 2, and at level 3 48 hours if critical or exploited.
 * A device that is not known to face the internet counts as internal.
 */
export function essentialEightPolicy(timeZone: string, levels: MaturityLevels): Policy {
  const internal: readonly Tier[] =
    levels === '3'
      ? [plainTier('internal-urgent', CRITICAL_OR_EXPLOITED, HOURS_48, 'published', 'internal, urgent')]
      : [];
  return {
    ...plainPolicy(
      levels === '3' ? 'essential-eight-3' : 'essential-eight',
      `Essential Eight, operating systems, ${levels === '3' ? 'level 3' : 'levels 1 and 2'}`,
      timeZone,
    ),
    citation: 'ASD, Essential Eight maturity model, November 2023: Patch operating systems',
    tiers: [
      plainTier(
        'internet-facing-urgent',
        allOf(INTERNET_FACING, CRITICAL_OR_EXPLOITED),
        HOURS_48,
        'published',
        'internet-facing, urgent',
      ),
      plainTier('internet-facing', INTERNET_FACING, days(14), 'published', 'internet-facing'),
      ...internal,
      plainTier('internal', ALWAYS, ONE_MONTH, 'published', 'workstations and internal servers'),
    ],
  };
}
