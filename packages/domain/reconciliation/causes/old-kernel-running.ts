import { oldKernelRuns } from '../in-use.ts';
import type { CauseRule } from './cause-rule.ts';

/** The newest fixed kernel is installed, another one runs. */
export const oldKernelRunning: CauseRule = {
  id: 'old-kernel-running',
  version: 2,
  owner: 'it',
  positiveProof: false,
  confidence: 'proof',
  label: 'Old kernel running',
  summary: 'the fixed kernel is installed, an older one runs',
  nextAction: 'Restart',
  fits: oldKernelRuns,
  explain: ({ device, it, fix }) =>
    `${device.name} runs ${it?.runningKernel}; ${it?.record.state.installedKernels.at(-1) ?? it?.version ?? fix.version} is installed.`,
  next: ({ device }) => `Restart ${device.name} on its new kernel.`,
};
