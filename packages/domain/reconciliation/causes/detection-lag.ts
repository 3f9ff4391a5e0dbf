import { instantOf } from '../../evidence/moment.ts';
import type { CauseRule } from './cause-rule.ts';
import { scanner, when } from './wording.ts';

/** The checks that looked are older than the fix, or than the first check for it: their silence could not be otherwise. */
export const detectionLag: CauseRule = {
  id: 'detection-lag',
  version: 2,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'proof',
  label: 'Feed older than the fix',
  summary: 'the scanner’s checks are older than the fix',
  nextAction: 'Update the feed',
  fits: ({ infosec }) => infosec?.says === 'not_reported' && infosec.lastLook?.feedTooOld === true,
  explain: ({ infosec, fix }) => {
    const look = infosec?.lastLook;
    const feed = instantOf(look?.record.scope.feedDate ?? null);
    const looked = feed === null ? `on ${when(look?.at ?? null)}` : `with checks of ${when(feed)}`;
    return `${scanner(look)} looked ${looked}; ${fix.known?.published ? '' : 'the check for '}${fix.id} came out on ${when(look?.knowableSince ?? null)}.`;
  },
  next: ({ infosec, device }) => `Update ${scanner(infosec?.lastLook)}’s feed and scan ${device.name} again.`,
};
