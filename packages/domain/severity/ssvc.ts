import type { Ssvc } from '../advisories/knowledge.ts';

/** What CISA's coordinator table advises, mildest first. */
export const SSVC_DECISIONS = ['track', 'track*', 'attend', 'act'] as const;
export type SsvcDecision = (typeof SSVC_DECISIONS)[number];

/** How much the device matters to mission and people: the customer's own judgement (criticality of the group). */
export type MissionImpact = 'low' | 'medium' | 'high';

const MISSION: readonly MissionImpact[] = ['low', 'medium', 'high'];

/**
 * CISA coordinator decision table 2.0.3 (github.com/CERTCC/SSVC, data/csv/cisa), as data.
 * Key: exploitation, automatable, technical impact; value: the decision for mission impact low, medium, high.
 */
const CISA_COORDINATOR: { readonly [key: string]: readonly [SsvcDecision, SsvcDecision, SsvcDecision] } = {
  'none no partial': ['track', 'track', 'track'],
  'none no total': ['track', 'track', 'track*'],
  'none yes partial': ['track', 'track', 'attend'],
  'none yes total': ['track', 'track', 'attend'],
  'poc no partial': ['track', 'track', 'track*'],
  'poc no total': ['track', 'track*', 'attend'],
  'poc yes partial': ['track', 'track', 'attend'],
  'poc yes total': ['track', 'track*', 'attend'],
  'active no partial': ['track', 'track', 'attend'],
  'active no total': ['track', 'attend', 'act'],
  'active yes partial': ['attend', 'attend', 'act'],
  'active yes total': ['attend', 'act', 'act'],
};

/** The decision; null where a decision point is not known: then nobody has decided. */
export function decideSsvc(ssvc: Ssvc, mission: MissionImpact): SsvcDecision | null {
  if (ssvc.exploitation === null || ssvc.automatable === null || ssvc.technicalImpact === null) return null;
  const key = `${ssvc.exploitation} ${ssvc.automatable ? 'yes' : 'no'} ${ssvc.technicalImpact}`;
  return CISA_COORDINATOR[key]?.[MISSION.indexOf(mission)] ?? null;
}

/** Reads the decision points as published, in any case: "none", "None", "poc", "public poc", "PoC". Null where unknown. */
export function readSsvc(points: {
  readonly exploitation: string | null;
  readonly automatable: string | null;
  readonly technicalImpact: string | null;
}): Ssvc {
  return {
    exploitation: EXPLOITATION[plain(points.exploitation)] ?? null,
    automatable: AUTOMATABLE[plain(points.automatable)] ?? null,
    technicalImpact: TECHNICAL_IMPACT[plain(points.technicalImpact)] ?? null,
  };
}

const EXPLOITATION: { readonly [word: string]: Ssvc['exploitation'] } = {
  none: 'none',
  poc: 'poc',
  'public poc': 'poc',
  active: 'active',
};
const AUTOMATABLE: { readonly [word: string]: boolean } = { yes: true, no: false };
const TECHNICAL_IMPACT: { readonly [word: string]: Ssvc['technicalImpact'] } = { partial: 'partial', total: 'total' };

function plain(word: string | null): string {
  return word?.trim().toLowerCase() ?? '';
}
