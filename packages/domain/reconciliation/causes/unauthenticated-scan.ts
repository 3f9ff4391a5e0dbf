import { seenWellAfter } from '../contract-of-evidence.ts';
import type { CauseRule } from './cause-rule.ts';
import { scanner, when } from './wording.ts';

/** InfoSec's scanner reached the device and could not log in (the credential flag of that host). */
export const unauthenticatedScan: CauseRule = {
  id: 'unauthenticated-scan',
  version: 2,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'proof',
  label: 'Scan could not log in',
  summary: 'the scan reached the device but could not log in',
  nextAction: 'Repair the login',
  fits: (facts) => {
    const look = facts.infosec?.lastLook;
    return !!look && look.authenticated !== true && !seenWellAfter(facts);
  },
  explain: ({ device, infosec }) => {
    const look = infosec?.lastLook;
    const how = look?.authenticated === false ? 'could not log in' : 'does not say whether it logged in';
    const said = look?.record.look.authentication;
    return `${scanner(look)} reached ${device.name} on ${when(look?.at ?? null)} and ${how}${said ? ` (“${said}”)` : ''}.`;
  },
  next: ({ device }) => `Repair the scan’s login for ${device.name} and scan again.`,
};
