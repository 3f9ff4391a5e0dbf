import type { CauseRule } from './cause-rule.ts';
import { cellName, listOfNames } from './wording.ts';

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
  explain: ({ device: { name, namesakes } }) =>
    namesakes.length === 0
      ? `IT lists ${name}, and no scan has ever looked at it.`
      : `IT lists ${name}. Scans looked at ${listOfNames(namesakes)}: the short name is the same, and nothing else shows that they are one device.`,
  next: (facts) =>
    facts.device.namesakes.length > 0
      ? `Have IT’s list tell its full name, serial number or BIOS UUID; or add ${facts.device.name} to a scan.`
      : `Add ${facts.device.name} to a scan that logs in; it will show ${cellName(facts)}.`,
};
