import type { CauseRule } from './cause-rule.ts';

/** No other rule fits. Shown as such, never counted as proven. */
export const unexplained: CauseRule = {
  id: 'unexplained',
  version: 1,
  owner: 'both',
  positiveProof: false,
  confidence: 'none',
  label: 'Unexplained',
  summary: 'no rule fits; shown so that it is not forgotten',
  nextAction: 'Look together',
  fits: () => true,
  explain: ({ fix, device }) => `The two sides differ on ${fix.id} on ${device.name}, and no rule says why.`,
  next: ({ device }) => `Look at ${device.name} together.`,
};
