/**
 * The verdict on a cell. `proven`: both sides' evidence meets the contract; `open`: both say so; `disputed`: both have
 * looked well enough and differ; `unproven`: one side is silent, stale or out of scope; `excepted`: set aside with two signatures.
 */
export type Verdict = 'proven' | 'open' | 'disputed' | 'unproven' | 'excepted';

/** In the order in which filters show them: what needs a conversation first. */
export const VERDICTS: readonly Verdict[] = ['disputed', 'unproven', 'open', 'proven', 'excepted'];

/** Verdicts that are work for the two teams to settle between them. */
export const DISAGREEMENTS = ['disputed', 'unproven'] as const;
export type Disagreement = (typeof DISAGREEMENTS)[number];

/** Whether a cell of this verdict is a disagreement: the teams differ, or one of them has not looked well enough. */
export function isDisagreement(verdict: Verdict): verdict is Disagreement {
  return verdict === 'disputed' || verdict === 'unproven';
}
