import { CAUSE_RULES } from './causes/registry.ts';

/** Counts up with every change of how cells are made and judged that no rule of a cause counts by itself: identity, folding, facts, verdicts. */
const JUDGING_VERSION = 3;

/** Everything that decides verdicts, in one line: where it differs from what cells were judged with, they are judged again. */
export const RULES_IN_FORCE = [
  `judging ${JUDGING_VERSION}`,
  ...CAUSE_RULES.map(({ id, version }) => `${id} ${version}`),
].join(', ');
