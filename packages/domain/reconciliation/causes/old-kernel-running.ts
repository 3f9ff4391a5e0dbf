import { oldKernelRuns } from '../in-use.ts';
import type { CauseRule } from './cause-rule.ts';
import { when } from './wording.ts';

/** The newest fixed kernel is installed, another one runs. */
export const oldKernelRunning: CauseRule = {
  id: 'old-kernel-running',
  version: 3,
  owner: 'it',
  positiveProof: false,
  confidence: 'proof',
  label: 'Old kernel running',
  summary: 'the fixed kernel is installed, an older one runs',
  nextAction: 'Restart',
  fits: oldKernelRuns,
  explain: ({ device, it, fix }) =>
    it?.runningKernel == null
      ? `${device.name} last booted on ${when(it?.lastBoot?.latest ?? null)}, before ${fix.id} was installed on ${when(it?.installedAt?.earliest ?? null)}.`
      : `${device.name} runs ${it.runningKernel}; ${it.record.state.installedKernels.at(-1) ?? it.version ?? fix.version ?? fix.id} is installed.`,
  next: ({ device }) => `Restart ${device.name} on its new kernel.`,
};
