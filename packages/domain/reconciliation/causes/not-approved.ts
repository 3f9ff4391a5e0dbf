import type { CauseRule } from './cause-rule.ts';
import { fixExists } from './fix-exists.ts';

/** A fix exists and IT's baseline leaves it out: declined there though its tool finds it missing, or in none of its rows. */
export const notApproved: CauseRule = {
  id: 'not-approved',
  version: 3,
  owner: 'it',
  positiveProof: false,
  confidence: 'likely',
  label: 'Not in IT’s baseline',
  summary: 'a fix exists, IT’s baseline leaves it out',
  nextAction: 'Approve or except',
  fits: (facts) => {
    const { it, infosec } = facts;
    if (it?.says !== 'silent' || !fixExists(facts)) return false;
    if (infosec?.says === 'reported') return !it.inBaseline || it.claim?.approved === false;
    return it.claim?.approved === false && (it.claim.says === 'missing' || it.claim.says === 'failed');
  },
  explain: ({ it, fix }) =>
    it?.claim?.approved === false
      ? `${it.record.source} has ${fix.id} as “${it.claim.raw}”, not approved.`
      : `${fix.id} stands in none of IT’s rows, on no device.`,
  next: ({ fix }) => `Approve ${fix.id}, or ask for an exception.`,
};
