import { CVSS20, CVSS30, CVSS31, CVSS40 } from '@pandatix/js-cvss';
import type { CvssScore, CvssVersion } from '../advisories/knowledge.ts';

/** Scores a CVSS vector of any version; null where it is no valid vector. The version stays named with the score. */
export function scoreCvss(vector: string): CvssScore | null {
  const trimmed = vector.trim().replace(/^\((.*)\)$/, '$1');
  const version = versionOfVector(trimmed);
  if (version === null) return null;
  try {
    const text = version === '2.0' ? trimmed.replace(/^CVSS2#/, '') : trimmed;
    return { version, score: oneDecimal(baseScore(version, text)), vector: text };
  } catch {
    // The library answers every malformed vector with an exception; to us it is just not a vector.
    return null;
  }
}

function versionOfVector(vector: string): CvssVersion | null {
  if (vector.startsWith('CVSS:4.0/')) return '4.0';
  if (vector.startsWith('CVSS:3.1/')) return '3.1';
  if (vector.startsWith('CVSS:3.0/')) return '3.0';
  return /^(CVSS2#)?AV:[LAN]\/AC:[LMH]\/Au:/.test(vector) ? '2.0' : null;
}

function baseScore(version: CvssVersion, vector: string): number {
  switch (version) {
    case '4.0':
      return new CVSS40(vector).Score();
    case '3.1':
      return new CVSS31(vector).BaseScore();
    case '3.0':
      return new CVSS30(vector).BaseScore();
    case '2.0':
      return new CVSS20(vector).BaseScore();
  }
}

/** Scores have one decimal by every version's specification; this also turns -0 into 0. */
function oneDecimal(score: number): number {
  return Math.round(score * 10) / 10 + 0;
}
