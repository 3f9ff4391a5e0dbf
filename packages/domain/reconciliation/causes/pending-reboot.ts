import { rebootIsPending } from '../in-use.ts';
import type { CauseRule } from './cause-rule.ts';
import { when } from './wording.ts';

/** Installed and not in use: installed after the last boot, or the system says that a reboot is pending. */
export const pendingReboot: CauseRule = {
  id: 'pending-reboot',
  version: 1,
  owner: 'it',
  positiveProof: false,
  confidence: 'proof',
  label: 'Reboot pending',
  summary: 'installed, but not restarted since',
  nextAction: 'Restart',
  fits: rebootIsPending,
  explain: ({ device, it }) =>
    it?.installedAt && it.lastBoot
      ? `Installed on ${when(it.installedAt)}; ${device.name} last started on ${when(it.lastBoot)} and has not restarted since.`
      : `Installed; ${device.name} says that a reboot is pending.`,
  next: ({ device }) => `Restart ${device.name}.`,
};
