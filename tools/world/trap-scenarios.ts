import { type Scenario, WINDOWS } from './scenario.ts';

/** What must not be taken for something else: identity by serial number alone, a finding that vanished, sources in plain contradiction. */
export const TRAPS: readonly Scenario[] = [
  { name: 'trap: known by serial only', families: WINDOWS, causes: [], scan: { byAddress: true } },
  {
    name: 'trap: finding vanished in an unauthenticated visit',
    families: WINDOWS,
    causes: ['false-success'],
    accept: ['unauthenticated-scan'],
    scan: { followUp: 'unauthenticated' },
    target: { kind: 'application', oldVersion: true, exitCode: 0, reported: 'by-patch-check' },
  },
];

/** Both sides looked well and contradict each other on one and the same file: nobody can tell why. Rare, as in life. */
export const CONTRADICTION: Scenario = {
  name: 'unexplained',
  families: WINDOWS,
  causes: ['unexplained'],
  target: { kind: 'application', copy: 'same-path', reported: 'by-patch-check' },
};
