/**
 * Every cause that a rule of ours can name, in the order in which rules are tried: the first that fits is the cause,
 * the others that fit are kept as "also". The order follows the table of the domain; `unexplained` is always last.
 */
export const CAUSE_IDS = [
  'not-in-infosec-scope',
  'not-in-it-inventory',
  'duplicate-device',
  'stale-scan',
  'stale-inventory',
  'unauthenticated-scan',
  'out-of-scan-scope',
  'cached-finding',
  'detection-lag',
  'superseded-fix',
  'backported-fix',
  'wrong-product',
  'pending-reboot',
  'old-kernel-running',
  'old-kernel-left',
  'restart-needed',
  'second-step-missing',
  'side-by-side-version',
  'per-user-install',
  'leftover-files',
  'false-success',
  'reverted',
  'not-approved',
  'unknown-dropped',
  'not-applicable-said',
  'one-to-many-check',
  'unexplained',
] as const;

export type CauseId = (typeof CAUSE_IDS)[number];
