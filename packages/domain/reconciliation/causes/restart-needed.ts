import { restartIsNeeded } from '../in-use.ts';
import type { CauseRule } from './cause-rule.ts';

/** Processes still map libraries that the fix replaced. */
export const restartNeeded: CauseRule = {
  id: 'restart-needed',
  version: 2,
  owner: 'it',
  positiveProof: false,
  confidence: 'proof',
  label: 'Restart needed',
  summary: 'running processes still use the replaced files',
  nextAction: 'Restart the services',
  fits: restartIsNeeded,
  explain: ({ it, fix }) =>
    `${it?.mappedBy.join(', ')} still ${it?.mappedBy.length === 1 ? 'uses' : 'use'} the old files of ${fix.name}.`,
  next: ({ device, it }) => `Restart ${it?.mappedBy.join(', ')} on ${device.name}.`,
};
