import type { CauseRule } from './cause-rule.ts';
import { cellName } from './wording.ts';

/** The device is unknown to InfoSec's side: P − V after identity resolution. */
export const notInInfosecScope: CauseRule = {
  id: 'not-in-infosec-scope',
  version: 1,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'strong',
  label: 'Not in InfoSec’s scope',
  summary: 'IT lists them, the scan never looked at them',
  nextAction: 'Add to the scan',
  fits: ({ infosec, device }) =>
    infosec === null && device.targetedBy === null && device.ghostOf?.knownToInfosec !== true,
  explain: ({ device }) => `IT lists ${device.name}, and no scan has ever looked at it.`,
  next: (facts) => `Add ${facts.device.name} to a scan that logs in; it will show ${cellName(facts)}.`,
};
