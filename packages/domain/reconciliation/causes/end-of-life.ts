import { momentOf } from '../../evidence/moment.ts';
import type { CauseRule } from './cause-rule.ts';
import { endedLife } from './fix-exists.ts';
import { when } from './wording.ts';

/** The product, or the device's system, gets no more fixes: its end-of-life date has passed, or the tool says so outright. */
export const endOfLife: CauseRule = {
  id: 'end-of-life',
  version: 1,
  owner: 'both',
  on: ['disputed', 'unproven', 'open'],
  positiveProof: false,
  confidence: 'strong',
  label: 'End of life',
  summary: 'the product or the system gets no more fixes',
  nextAction: 'Plan its replacement',
  fits: (facts) =>
    facts.infosec?.says === 'reported' &&
    (facts.infosec.finding?.resolved.claim.vendorStatus === 'end-of-life' ||
      facts.fix.vendorStatus === 'end-of-life' ||
      endedLife(facts) !== null),
  explain: (facts) => {
    const ended = endedLife(facts);
    return ended === null
      ? `${facts.fix.name} on ${facts.device.name} gets no more fixes from its vendor, says the scan.`
      : `${ended.what} on ${facts.device.name} has had no more fixes since ${when(momentOf(ended.endsOn))} ${ended.endsOn.slice(0, 4)}.`;
  },
  next: (facts) =>
    `Agree when ${endedLife(facts)?.what ?? facts.fix.name} on ${facts.device.name} is replaced, and except it until then.`,
};
