import { hasFix } from '../../advisories/compare-fix-versions.ts';
import type { CauseRule } from './cause-rule.ts';

/** Compliant without any deployment of ours: recorded on a proven cell, nobody moves. */
export const installedElsewhere: CauseRule = {
  id: 'installed-elsewhere',
  version: 2,
  owner: 'none',
  on: ['proven'],
  positiveProof: false,
  confidence: 'likely',
  label: 'Installed elsewhere',
  summary: 'in place without a deployment of ours',
  nextAction: 'Nothing to do',
  fits: ({ device, fix, it, distribution }) =>
    device.deployments !== null &&
    it?.says === 'installed' &&
    // One that brought an older version did not bring this fix.
    !device.deployments.some(
      ({ source, version }) => source === fix.name && hasFix(version, fix.version, distribution) !== false,
    ),
  explain: ({ fix }) => `No deployment of ours brought ${fix.name}.`,
  next: ({ device }) => `Nothing is to be done on ${device.name}.`,
};
