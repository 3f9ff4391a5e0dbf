import type { Vulnerability } from '../advisories/knowledge.ts';
import { decideSsvc, type MissionImpact, SSVC_DECISIONS, type SsvcDecision } from '../severity/ssvc.ts';

/** How urgent what an exception sets aside is known to be: kept with the signatures, and compared again and again. */
export interface Urgency {
  /** CVEs of it that are in KEV. */
  readonly kev: readonly string[];
  /** The highest EPSS of its CVEs, 0 to 1; null where none is known. */
  readonly epss: number | null;
  /** The most urgent SSVC decision of its CVEs; null where nobody has decided. */
  readonly ssvc: SsvcDecision | null;
  /** Devices that can be reached from the internet, by their ids. */
  readonly exposed: readonly string[];
}

export type UrgencyChange = 'kev' | 'epss' | 'ssvc' | 'exposure';

/** Whether a criticality nobody told counts as medium, as for service levels (match-tier.ts). */
const MISSION_NOT_TOLD: MissionImpact = 'medium';

export function urgencyOf(
  vulnerabilities: readonly Vulnerability[],
  situation: { readonly criticality: MissionImpact | null; readonly exposed: readonly string[] },
): Urgency {
  const scores = vulnerabilities.flatMap(({ epss }) => (epss === null ? [] : [epss.score]));
  const decisions = vulnerabilities.flatMap(
    ({ ssvc }) => (ssvc && decideSsvc(ssvc, situation.criticality ?? MISSION_NOT_TOLD)) ?? [],
  );
  return {
    kev: [...new Set(vulnerabilities.flatMap(({ cve, kev }) => (kev === null ? [] : [cve])))].sort(),
    epss: scores.length === 0 ? null : Math.max(...scores),
    ssvc: decisions.toSorted((a, b) => rankOf(b) - rankOf(a))[0] ?? null,
    exposed: [...situation.exposed].sort(),
  };
}

/**
 * What has become more urgent than what was signed, in words; null where nothing has. An entry in KEV, a device that can be
 * reached from the internet, a score that reaches the agreed threshold, a decision that rises to attend or act.
 */
export function whatRose(
  signed: Urgency,
  now: Urgency,
  epssThreshold: number,
): { readonly change: UrgencyChange; readonly because: string } | null {
  const listed = now.kev.filter((cve) => !signed.kev.includes(cve));
  if (listed.length > 0) {
    return { change: 'kev', because: `${listed.join(', ')} ${listed.length === 1 ? 'is' : 'are'} in KEV now` };
  }
  const reached = now.exposed.filter((device) => !signed.exposed.includes(device)).length;
  if (reached > 0) {
    const devices = reached === 1 ? '1 more device is' : `${reached} more devices are`;
    return { change: 'exposure', because: `${devices} reachable from the internet now` };
  }
  if (now.ssvc !== null && rankOf(now.ssvc) >= rankOf('attend') && rankOf(now.ssvc) > rankOf(signed.ssvc ?? 'track')) {
    return { change: 'ssvc', because: `the SSVC decision is ${now.ssvc} now, it was ${signed.ssvc ?? 'not known'}` };
  }
  if ((now.epss ?? 0) >= epssThreshold && (signed.epss ?? 0) < epssThreshold) {
    return {
      change: 'epss',
      because: `EPSS is ${percent(now.epss ?? 0)} now and has reached the agreed ${percent(epssThreshold)}`,
    };
  }
  return null;
}

/**
 * From which EPSS an exception is reopened unless told otherwise: a tenth; where more is known already twice that, or halfway to
 * certain where twice would never be reached. In hundredths.
 */
export function usualThreshold({ epss }: Urgency): number {
  const known = epss ?? 0;
  const more = Math.min(2 * known, (1 + known) / 2);
  return Math.max(0.1, Math.ceil(more * 100) / 100);
}

function rankOf(decision: SsvcDecision): number {
  return SSVC_DECISIONS.indexOf(decision);
}

/** A probability as people read it; not a share of cells. */
function percent(score: number): string {
  return score.toFixed(3).replace(/0$/, '');
}
