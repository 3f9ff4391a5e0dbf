import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';
import { foundOldVersion } from './side-by-side-version.ts';

/** The fix has several parts: the update is in, the registry or policy value that it needs is not. */
export const secondStepMissing: CauseRule = {
  id: 'second-step-missing',
  version: 1,
  owner: 'it',
  positiveProof: false,
  label: 'Second step missing',
  summary: 'the update is in, the value that it needs is not set',
  nextAction: 'Set the value',
  fits: (facts) =>
    facts.it?.says === 'installed' &&
    facts.it.versionHasFix !== false &&
    facts.infosec?.says === 'reported' &&
    !foundOldVersion(facts) &&
    missingValue(facts) !== null,
  explain: (facts) =>
    `${facts.fix.id} is installed on ${facts.device.name}; the scan misses a value at ${missingValue(facts)}.`,
  next: (facts) => `Set the value at ${missingValue(facts)} on ${facts.device.name}, by policy where it is for all.`,
};

const KEY = /\b(?:HKLM|HKCU|HKEY_LOCAL_MACHINE|HKEY_CURRENT_USER)\\[^\r\n"'“”<>&:;,=]{1,300}/i;
const MISSING =
  /\bmissing\b|\bdoes(?: not|n't) exist\b|\bnot (?:been )?(?:set|found|present|configured|enabled|defined)\b|\bshould be\b/i;
/** Where Windows and its installers keep record of what is installed: such a key that is missing is the update itself. */
const INSTALL_RECORD = /\\(?:uninstall|updates|component based servicing|hotfix|installer|app paths)(?:\\|$)/i;
/** What follows a key in a sentence. */
const REST_OF_SENTENCE = / (?:is|was|are|were|does|has|should|must|key|value|registry|not|missing)\b.*$/i;

/** The registry key of which the finding's own text says that its value is missing, on its line or the one before or after; else null. */
function missingValue({ infosec }: CellFacts): string | null {
  const claim = infosec?.finding?.resolved.claim;
  const lines = (claim?.place.excerpt ?? '').split(/\r?\n|&#xA;/);
  for (const [index, line] of lines.entries()) {
    const key = KEY.exec(line)?.[0].replace(REST_OF_SENTENCE, '').trim().replace(/\.$/, '');
    if (key === undefined || INSTALL_RECORD.test(key)) continue;
    if (MISSING.test(lines.slice(Math.max(0, index - 1), index + 2).join(' '))) return key;
  }
  return null;
}
