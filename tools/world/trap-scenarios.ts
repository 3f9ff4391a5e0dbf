import { ALL, DEBIAN, type Scenario, WINDOWS } from './scenario.ts';

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
  {
    name: 'trap: found before the install, clean after',
    families: ALL,
    causes: [],
    scan: { beforeInstall: true, followUp: 'clean' },
  },
  {
    name: 'trap: no login first, clean after',
    families: ALL,
    causes: [],
    scan: { unauthenticated: true, followUp: 'clean' },
  },
  {
    name: 'trap: address of another machine',
    families: WINDOWS,
    causes: ['not-in-infosec-scope'],
    scan: { stranger: true },
  },
  {
    name: 'trap: login not told',
    families: ALL,
    causes: ['unauthenticated-scan'],
    accept: ['unexplained', 'out-of-scan-scope'],
    scan: { loginUntold: true },
  },
  { name: 'trap: later than asked for', families: WINDOWS, causes: [], target: { kind: 'application', newer: true } },
  {
    name: 'trap: older by number, later by letter',
    families: WINDOWS,
    causes: ['false-success'],
    target: {
      kind: 'application',
      product: '7-Zip',
      oldVersion: true,
      byNumber: true,
      exitCode: 0,
      reported: 'by-patch-check',
    },
  },
  {
    name: 'trap: half of a source upgraded',
    families: DEBIAN,
    causes: [],
    accept: [null, 'false-success', 'side-by-side-version'],
    target: { kind: 'package', product: 'openssl', half: true, reported: 'by-patch-check' },
  },
];

/** Both sides looked well and contradict each other on one and the same file: nobody can tell why. Rare, as in life. */
export const CONTRADICTION: Scenario = {
  name: 'unexplained',
  families: WINDOWS,
  causes: ['unexplained'],
  target: { kind: 'application', copy: 'same-path', reported: 'by-patch-check' },
};
