import type { CvssScore, CvssVersion } from '../advisories/knowledge.ts';

/** Severity in one word. `none` is a score of 0: known, and nothing; what is not known is null, never `none`. */
export type SeverityWord = 'critical' | 'high' | 'medium' | 'low' | 'none';

/** A severity and what says so: it always names its version of CVSS, because the same flaw differs between them. */
export interface NamedSeverity {
  readonly word: SeverityWord;
  readonly version: CvssVersion;
  readonly score: number;
}

const FROM_WORST: readonly SeverityWord[] = ['critical', 'high', 'medium', 'low', 'none'];

/** The word for a score: CVSS v3.1 table 14 and v4.0 table 22; v2 has no critical (NVD's customary three words). */
export function severityOfScore(version: CvssVersion, score: number): SeverityWord {
  if (score <= 0) return version === '2.0' ? 'low' : 'none';
  if (score < 4) return 'low';
  if (score < 7) return 'medium';
  return score < 9 || version === '2.0' ? 'high' : 'critical';
}

/** The severity by one named version of CVSS; null where no score of that version is known. The highest of several. */
export function severityBy(version: CvssVersion, scores: readonly CvssScore[]): NamedSeverity | null {
  const ofVersion = scores.filter((candidate) => candidate.version === version).map((candidate) => candidate.score);
  if (ofVersion.length === 0) return null;
  const score = Math.max(...ofVersion);
  return { word: severityOfScore(version, score), version, score };
}

/** What is shown where a policy names no version: 3.1 first, because nearly every CVE has it and few have 4.0. */
export const CVSS_PREFERENCE: readonly CvssVersion[] = ['3.1', '4.0', '3.0', '2.0'];

/** The severity by the first version of the preference that has a score; null where none has. */
export function severityByPreference(
  scores: readonly CvssScore[],
  preference: readonly CvssVersion[] = CVSS_PREFERENCE,
): NamedSeverity | null {
  for (const version of preference) {
    const severity = severityBy(version, scores);
    if (severity !== null) return severity;
  }
  return null;
}

/** A vendor's or scanner's own word or Nessus number in our words; null where it says nothing ("None", "System.Object[]", "undefined"). */
export function severityOfVendorWord(text: string | null): SeverityWord | null {
  switch (text?.trim().toLowerCase()) {
    case 'critical':
    case 'emergency':
    case '4':
      return 'critical';
    case 'important':
    case 'high':
    case '3':
      return 'high';
    case 'moderate':
    case 'medium':
    case '2':
      return 'medium';
    case 'low':
    case 'negligible':
    case 'minor':
    case '1':
      return 'low';
    case 'info':
    case 'informational':
    case '0':
      return 'none';
    default:
      return null;
  }
}

/** The worst of several; null where none is known. */
export function worstSeverity(words: readonly (SeverityWord | null)[]): SeverityWord | null {
  return FROM_WORST.find((word) => words.includes(word)) ?? null;
}

/** How many steps of the scale two severities lie apart; null where one is not known. */
export function severitySteps(a: SeverityWord | null, b: SeverityWord | null): number | null {
  return a === null || b === null ? null : Math.abs(FROM_WORST.indexOf(a) - FROM_WORST.indexOf(b));
}
