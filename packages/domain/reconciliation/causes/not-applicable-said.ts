import type { CauseRule } from './cause-rule.ts';

/** The installer says not applicable, InfoSec says open. */
export const notApplicableSaid: CauseRule = {
  id: 'not-applicable-said',
  version: 1,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'strong',
  label: 'Not applicable, says IT',
  summary: 'the installer says that it does not apply, the scan asks for it',
  nextAction: 'Check applicability',
  fits: ({ it, infosec }) => it?.says === 'not_applicable' && infosec?.says === 'reported',
  explain: ({ it, fix, device }) =>
    `${it?.record.source} says “${it?.claim?.raw}” of ${fix.id} on ${device.name}; the scan reports it.`,
  next: ({ fix, device }) => `Show which product on ${device.name} needs ${fix.id}.`,
};
