import calculator from 'ae-cvss-calculator';
import type { CvssScore, CvssVersion } from '../advisories/knowledge.ts';

/** Scores a CVSS vector of any version; null where it is no valid vector. The version stays named with the score. */
export function scoreCvss(vector: string): CvssScore | null {
  const trimmed = vector.trim().replace(/^\((.*)\)$/, '$1');
  const version = versionOfVector(trimmed);
  if (version === null) return null;
  const text = version === '2.0' ? trimmed.replace(/^CVSS2#/, '') : trimmed;
  const score = baseScore(version, text);
  return score === null ? null : { version, score: oneDecimal(score), vector: text };
}

function versionOfVector(vector: string): CvssVersion | null {
  if (vector.startsWith('CVSS:4.0/')) return '4.0';
  if (vector.startsWith('CVSS:3.1/')) return '3.1';
  if (vector.startsWith('CVSS:3.0/')) return '3.0';
  return /^(CVSS2#)?AV:[LAN]\/AC:[LMH]\/Au:/.test(vector) ? '2.0' : null;
}

function baseScore(version: CvssVersion, vector: string): number | null {
  try {
    const parsed = readVector(version, vector);
    if (!parsed.isBaseFullyDefined()) return null;
    const scores = parsed.calculateScores();
    const score =
      'overall' in scores && version === '4.0' ? scores.overall : 'base' in scores ? scores.base : undefined;
    return score === undefined || Number.isNaN(score) ? null : score;
  } catch {
    // The library answers every malformed vector with an exception; to us it is just not a vector.
    return null;
  }
}

function readVector(version: CvssVersion, vector: string) {
  switch (version) {
    case '4.0':
      return new calculator.Cvss4P0(vector);
    case '3.1':
      return new calculator.Cvss3P1(vector);
    case '3.0':
      return new calculator.Cvss3P0(vector);
    case '2.0':
      return new calculator.Cvss2(vector);
  }
}

/** Scores have one decimal by every version's specification; this also turns -0 into 0. */
function oneDecimal(score: number): number {
  return Math.round(score * 10) / 10 + 0;
}
