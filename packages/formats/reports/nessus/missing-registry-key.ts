/** Outputs may have 16 MiB; what a host lacks stands at their beginning. */
const READ_CHARACTERS = 20_000;

const KEY = /\b(?:HKLM|HKCU|HKEY_LOCAL_MACHINE|HKEY_CURRENT_USER)\\[^\r\n"'“”<>&:;,=]{1,300}/i;
const MISSING =
  /\bmissing\b|\bdoes(?: not|n't) exist\b|\bnot (?:been )?(?:set|found|present|configured|enabled|defined)\b|\bshould be\b/i;
/** What follows a key in a sentence. */
const REST_OF_SENTENCE = / (?:is|was|are|were|does|has|should|must|key|value|registry|not|missing)\b.*$/i;
/** Where Windows and its installers keep record of what is installed: such a key that is missing is the update itself. */
const INSTALL_RECORD = /\\(?:uninstall|updates|component based servicing|hotfix|installer|app paths)(?:\\|$)/i;

/**
 * The registry key of which a check's output says that its value is missing, on the key's line or the one before or after:
 * "HKLM\SYSTEM\…\FeatureSettingsOverride is not set". Null where none is, or where the key is only the record of an install.
 */
export function missingRegistryKey(output: string): string | null {
  const lines = output
    .slice(0, READ_CHARACTERS)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  for (const [index, line] of lines.entries()) {
    const key = KEY.exec(line)?.[0].replace(REST_OF_SENTENCE, '').trim().replace(/\.$/, '');
    if (key === undefined || INSTALL_RECORD.test(key)) continue;
    if (MISSING.test(lines.slice(Math.max(0, index - 1), index + 2).join(' '))) return key;
  }
  return null;
}
