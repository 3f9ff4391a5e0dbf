import type { ObservedState } from './report.ts';

/** A device of which nothing is known but its names. */
export const EMPTY_STATE: ObservedState = {
  operatingSystem: null,
  distribution: null,
  osBuild: null,
  lastSeen: null,
  lastBoot: null,
  rebootPending: null,
  runningKernel: null,
  installedKernels: [],
  restartNeeded: [],
  packages: [],
};
