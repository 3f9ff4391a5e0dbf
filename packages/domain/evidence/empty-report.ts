import type { Claim, FixNames, Look, ReportScope } from './report.ts';

/** Names of no fix. */
export const NO_FIX_NAMES: FixNames = {
  kbs: [],
  package: null,
  application: null,
  cves: [],
  supersededBy: [],
  title: null,
};

/** A claim of which nothing is told: what a source does say is laid over it. */
export const EMPTY_CLAIM: Claim = {
  says: 'unknown',
  raw: '',
  names: NO_FIX_NAMES,
  installedVersion: null,
  requiredVersion: null,
  installedAt: null,
  observedAt: null,
  path: null,
  exitCode: null,
  approved: null,
  vendorStatus: null,
  channel: null,
  remnant: null,
  check: null,
  severity: null,
  cvss: [],
  port: null,
  place: { line: null, excerpt: null },
};

/** A visit of which the report says nothing but that it was there. */
export const EMPTY_LOOK: Look = {
  from: null,
  to: null,
  authenticated: null,
  authentication: null,
  reached: true,
};

/** The frame of a report that says nothing of it. */
export const EMPTY_SCOPE: ReportScope = {
  tool: 'The scanner',
  policy: null,
  checks: { kind: 'unknown' },
  familiesOff: [],
  targets: [],
  feedDate: null,
  ports: null,
  showsSuperseded: null,
};
