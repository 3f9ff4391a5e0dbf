/**
 * The verdict on a cell. `proven`: both sides' evidence meets the contract; `open`: both say so; `disputed`: both have
 * looked well enough and differ; `unproven`: one side is silent, stale or out of scope; `excepted`: set aside with two signatures.
 */
export type Verdict = 'proven' | 'open' | 'disputed' | 'unproven' | 'excepted';

/** In the order in which filters show them: what needs a conversation first. */
export const VERDICTS: readonly Verdict[] = ['disputed', 'unproven', 'open', 'proven', 'excepted'];
