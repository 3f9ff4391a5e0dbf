import type { Aim } from './deadline.ts';

/** What a deadline rests on, before and after something happened. */
export interface DeadlineState {
  readonly dueAt: string | null;
  readonly aim: Aim;
  readonly tierId: string;
  readonly tierName: string;
  /** "in KEV"; null where the tier holds always. */
  readonly because: string | null;
  readonly policyId: string;
  readonly policyVersion: number;
}

/** What happened when a deadline moved. */
export const DEADLINE_EVENTS = ['opened', 'reopened', 'handed-over', 'facts', 'policy', 'pause'] as const;
export type DeadlineEvent = (typeof DEADLINE_EVENTS)[number];

/** Whether anything that a reader of the deadline relies on has changed. */
export function isSameDeadline(a: DeadlineState, b: DeadlineState): boolean {
  return (
    sameInstant(a.dueAt, b.dueAt) &&
    a.aim === b.aim &&
    a.tierId === b.tierId &&
    a.policyId === b.policyId &&
    a.policyVersion === b.policyVersion
  );
}

/** Why a deadline moved, in a sentence: "Now in KEV: tier critical instead of high." */
export function whyMoved(before: DeadlineState | null, after: DeadlineState, event: DeadlineEvent): string {
  if (before === null || event === 'opened') return `Opened in tier ${tierWords(after)}.`;
  if (event === 'reopened') return `Found again: the clock starts anew in tier ${tierWords(after)}.`;
  if (before.policyId !== after.policyId || before.policyVersion !== after.policyVersion) {
    return `Policy ${after.policyId}, version ${after.policyVersion}, came into force${otherTier(before, after)}.`;
  }
  if (before.tierId !== after.tierId) {
    const now = after.because === null ? 'Other facts' : `Now ${after.because}`;
    return `${now}: tier ${after.tierName} instead of ${before.tierName}.`;
  }
  if (event === 'pause') return 'A pause that both teams signed moved it.';
  if (event === 'facts') return 'The facts of the fix changed.';
  return AIM_SENTENCES[after.aim];
}

const AIM_SENTENCES: Readonly<Record<Aim, string>> = {
  prioritise: 'It waits to be prioritised: that limit runs now.',
  test: 'It waits to be tested: that limit runs now.',
  fix: 'The limit to prove the fix runs now.',
};

function tierWords({ tierName, because }: DeadlineState): string {
  return because === null ? tierName : `${tierName} (${because})`;
}

function otherTier(before: DeadlineState, after: DeadlineState): string {
  return before.tierName === after.tierName ? '' : `: tier ${after.tierName} instead of ${before.tierName}`;
}

function sameInstant(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && Date.parse(a) === Date.parse(b));
}
