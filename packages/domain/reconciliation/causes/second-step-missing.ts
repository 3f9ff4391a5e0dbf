import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';

const REGISTRY_KEY = /^(?:HKLM|HKCU|HKEY_LOCAL_MACHINE|HKEY_CURRENT_USER)\\/i;

/** The fix has several parts: the update is in, the registry or policy value that it needs is not. */
export const secondStepMissing: CauseRule = {
  id: 'second-step-missing',
  version: 1,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Second step missing',
  summary: 'the update is in, the value that it needs is not set',
  nextAction: 'Set the value',
  fits: (facts) =>
    facts.it?.says === 'installed' &&
    facts.it.versionHasFix !== false &&
    facts.infosec?.says === 'reported' &&
    missingValue(facts) !== null,
  explain: (facts) =>
    `${facts.fix.id} is installed on ${facts.device.name}; the scan misses a value at ${missingValue(facts)}.`,
  next: (facts) => `Set the value at ${missingValue(facts)} on ${facts.device.name}, by policy where it is for all.`,
};

/** A finding that names a registry key and no version found is about the key's value: readers give the key as its path. */
function missingValue({ infosec }: CellFacts): string | null {
  const claim = infosec?.finding?.resolved.claim;
  if (!claim || claim.path === null || claim.installedVersion !== null) return null;
  return REGISTRY_KEY.test(claim.path) ? claim.path : null;
}
