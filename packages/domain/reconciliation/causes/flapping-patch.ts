import { FLAPS_FROM } from '../../evidence/flaps.ts';
import type { CauseRule } from './cause-rule.ts';
import { when } from './wording.ts';

/** Installs and uninstalls alternate: IT's own words on the product went in and out, more than once. */
export const flappingPatch: CauseRule = {
  id: 'flapping-patch',
  version: 2,
  owner: 'it',
  on: ['disputed', 'unproven', 'open'],
  positiveProof: false,
  confidence: 'strong',
  label: 'In and out again',
  summary: 'the fix goes in and out again by IT’s own words',
  nextAction: 'Find what removes it',
  fits: ({ it }) => it !== null && it.flap !== null && it.flap.changes >= FLAPS_FROM,
  explain: ({ it, fix, device }) =>
    `IT’s words on ${fix.name} on ${device.name} changed ${it?.flap?.changes} times between in place and not in place, last on ${when(Date.parse(it?.flap?.lastAt ?? ''))}.`,
  next: ({ fix, device }) =>
    `Find what takes ${fix.name} off ${device.name} again: two policies, an image or a snapshot that is restored.`,
};
