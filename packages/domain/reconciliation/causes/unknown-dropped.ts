import type { CauseRule } from './cause-rule.ts';
import { fixExists } from './fix-exists.ts';

/**
 * IT's tool has an error or an unknown for the cell and leaves it out of its rate; or it has no row at all for a fix that it names
 * on other devices (counts against the device list).
 */
export const unknownDropped: CauseRule = {
  id: 'unknown-dropped',
  version: 2,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Errors left out of the rate',
  summary: 'IT’s tool does not know, and leaves them out of its rate',
  nextAction: 'Answer the errors',
  fits: (facts) => {
    const { it } = facts;
    if (it?.says === 'unknown') return true;
    return it?.says === 'silent' && it.inBaseline && it.claim?.approved !== false && fixExists(facts);
  },
  explain: ({ it, fix, device }) =>
    it?.says === 'unknown'
      ? `${it.record.source} says “${it.claim?.raw}” of ${fix.id} on ${device.name}, and does not count it.`
      : `${it?.record.source} names ${fix.id} on other devices and has no word of it on ${device.name}.`,
  next: ({ fix, device }) => `Find out what keeps the tool from judging ${fix.id} on ${device.name}.`,
};
