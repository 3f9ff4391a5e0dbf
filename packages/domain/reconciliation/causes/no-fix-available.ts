import type { CauseRule } from './cause-rule.ts';

/** The vendor will not fix, or has not yet, in the words of the tool that reports it. Nothing can be deployed. */
export const noFixAvailable: CauseRule = {
  id: 'no-fix-available',
  version: 1,
  owner: 'both',
  on: ['disputed', 'unproven', 'open'],
  positiveProof: false,
  confidence: 'strong',
  label: 'No fix available',
  summary: 'the vendor will not fix it, or has not yet',
  nextAction: 'Decide together',
  fits: ({ fix, infosec }) =>
    infosec?.says === 'reported' && (fix.vendorStatus === 'will-not-fix' || fix.vendorStatus === 'no-fix-yet'),
  explain: ({ fix, device }) =>
    fix.vendorStatus === 'will-not-fix'
      ? `The vendor will not fix ${fix.name}: nothing can be deployed to ${device.name}.`
      : `The vendor has no fix for ${fix.name} yet: nothing can be deployed to ${device.name}.`,
  next: ({ fix, device }) =>
    `Agree on ${fix.name} on ${device.name}: remove it, shield it, or except it until a fix is out.`,
};
