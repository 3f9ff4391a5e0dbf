/** Why a fix is not applied: what a request chooses from, beside its own words. */
export const EXCEPTION_REASONS = [
  'breaks-application',
  'no-maintenance-window',
  'vendor-forbids',
  'no-fix-available',
  'end-of-life',
  'replaced-soon',
  'other',
] as const;
export type ExceptionReason = (typeof EXCEPTION_REASONS)[number];

export const REASON_WORDS: Readonly<Record<ExceptionReason, string>> = {
  'breaks-application': 'The fix breaks an application',
  'no-maintenance-window': 'No maintenance window in time',
  'vendor-forbids': 'The vendor of the system does not allow it',
  'no-fix-available': 'There is no fix yet',
  'end-of-life': 'The product gets no more fixes',
  'replaced-soon': 'The device or product is replaced soon',
  other: 'Another reason',
};

/** What is left at risk, as whoever asks judges it. */
export const RISK_LEVELS = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];
