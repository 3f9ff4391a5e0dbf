import type { Team } from '../evidence/team.ts';

/** What the two teams divide between them (DOMAIN, "charter"), in the order in which a fix meets it. */
export const RESPONSIBILITIES = [
  'scanning',
  'prioritising',
  'testing',
  'approving',
  'deploying',
  'rebooting',
  'verifying',
  'exceptions',
  'asset-list',
  'reporting',
] as const;
export type Responsibility = (typeof RESPONSIBILITIES)[number];

/**
 * `execution` changes devices, `validation` judges whether the risk is gone, `shared` is done by both. IT owns execution,
 * InfoSec owns validation; who does the one cannot do the other.
 */
export type Side = 'execution' | 'validation' | 'shared';

const SIDES: Readonly<Record<Responsibility, Side>> = {
  scanning: 'shared',
  prioritising: 'validation',
  testing: 'execution',
  approving: 'execution',
  deploying: 'execution',
  rebooting: 'execution',
  verifying: 'validation',
  exceptions: 'shared',
  'asset-list': 'shared',
  reporting: 'shared',
};

export function sideOf(responsibility: Responsibility): Side {
  return SIDES[responsibility];
}

const TEAM_OF_SIDE: Readonly<Record<Side, readonly Team[]>> = {
  execution: ['it'],
  validation: ['infosec'],
  shared: ['it', 'infosec'],
};

/**
 * The teams that may carry a responsibility out at all. No charter moves this bound: it is what keeps the one who deploys
 * from being the one who verifies.
 */
export function teamsThatMay(responsibility: Responsibility): readonly Team[] {
  return TEAM_OF_SIDE[SIDES[responsibility]];
}
