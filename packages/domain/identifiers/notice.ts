/** Notices of the distributions, as they number them: "RHSA-2024:7204", "USN-7059-1", "DSA-5779-1", "SUSE-SU-2024:3512-1". */
const NOTICE =
  /\b(?:(?:RHSA|RHBA|RHEA|RLSA|ALSA)-\d{4}:\d{3,6}|ELSA-\d{4}-\d{3,6}|USN-\d{1,6}-\d{1,3}|(?:DSA|DLA)-\d{1,6}(?:-\d{1,3})?|(?:open)?SUSE-(?:SU|RU)-\d{4}:\d{1,6}-\d{1,3}|SUSE-SLE-[\w.-]{1,80}-\d{4}-\d{1,6}|ALAS[\w.]*-\d{4}-\d{1,6})\b/gi;

/** No title is longer. */
const LONGEST_TITLE = 500;

/**
 * The notices that a title names, in upper case, each once, in order of first mention. Debian numbers the mails of one notice
 * ("DSA-5779-1", "DSA-5779-2"); its tracker and scanners' checks leave that number out, so it is left out here. zypper names a notice by
 * product, year and number: "SUSE-SLE-Module-Basesystem-15-SP5-2024-3512" is SUSE-SU-2024:3512-1.
 */
export function noticesIn(title: string): readonly string[] {
  const named = [...title.slice(0, LONGEST_TITLE).matchAll(NOTICE)].map(([notice]) => notice.toUpperCase());
  return [...new Set(named.map(inOneForm))];
}

function inOneForm(notice: string): string {
  const [, year, number] = /^SUSE-SLE-.*-(\d{4})-(\d+)$/.exec(notice) ?? [];
  if (year !== undefined) return `SUSE-SU-${year}:${number}-1`;
  return notice.replace(/^(D[SL]A-\d+)-\d+$/, '$1');
}
