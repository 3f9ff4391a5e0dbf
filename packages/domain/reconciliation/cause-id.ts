/**
 * Every cause that a rule of Baton's can name, in the order in which the shipped rule set tries them: the first that fits is
 * the cause, the others that fit are kept as "also". The order follows the table of the domain; `unexplained` is always last.
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
  'office-channel',
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
  'flapping-patch',
  'installed-elsewhere',
  'not-approved',
  'unknown-dropped',
  'not-applicable-said',
  'no-fix-available',
  'end-of-life',
  'severity-differs',
  'one-to-many-check',
  'unexplained',
] as const;

/** A cause that ships with Baton. */
export type BuiltInCauseId = (typeof CAUSE_IDS)[number];

/** A cause of a customer's own rule. */
export type OwnCauseId = `own-${string}`;

/**
 * What stands in the place of a cause on an excepted cell, so that the bridge has a step for it: no rule names it, an exception
 * does.
 */
export const EXCEPTED_CAUSE = 'excepted';

export type CauseId = BuiltInCauseId | OwnCauseId | typeof EXCEPTED_CAUSE;

const BUILT_IN: ReadonlySet<string> = new Set(CAUSE_IDS);

export function isBuiltInCause(id: string): id is BuiltInCauseId {
  return BUILT_IN.has(id);
}

export function isOwnCause(id: string): id is OwnCauseId {
  return id.startsWith('own-');
}
