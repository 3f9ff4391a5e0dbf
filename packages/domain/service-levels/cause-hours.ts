/**
 * How long a cause of disagreement may last before it is overdue, in hours, counted from when the cell took it. What one person
 * does at a desk has a day or two, what waits for the next scan or restart has three, what needs a change elsewhere a week.
 * Customers set others; a cause that is not named here has a week.
 */
const DEFAULT_HOURS: Readonly<Record<string, number>> = {
  'not-in-infosec-scope': 120,
  'not-in-it-inventory': 120,
  'duplicate-device': 168,
  'stale-scan': 72,
  'stale-inventory': 120,
  'unauthenticated-scan': 72,
  'out-of-scan-scope': 120,
  'cached-finding': 72,
  'detection-lag': 120,
  'superseded-fix': 168,
  'backported-fix': 168,
  'wrong-product': 168,
  'office-channel': 120,
  'pending-reboot': 48,
  'old-kernel-running': 48,
  'old-kernel-left': 168,
  'restart-needed': 48,
  'second-step-missing': 72,
  'side-by-side-version': 72,
  'per-user-install': 120,
  'leftover-files': 168,
  'false-success': 48,
  reverted: 48,
  'flapping-patch': 72,
  'installed-elsewhere': 168,
  'not-approved': 72,
  'unknown-dropped': 96,
  'not-applicable-said': 120,
  'no-fix-available': 336,
  'end-of-life': 336,
  'severity-differs': 168,
  'one-to-many-check': 120,
  unexplained: 48,
};

const OTHER_HOURS = 168;

/** Bounds of what may be set: an hour to a year. */
export const HOURS_RANGE = { least: 1, most: 8784 } as const;

/** Hours that Baton gives a cause where the customer has set none. */
export function defaultHoursOf(cause: string): number {
  return DEFAULT_HOURS[cause] ?? OTHER_HOURS;
}

/** Hours of a cause: what the customer has set, else the default. */
export function hoursOf(cause: string, set: Readonly<Record<string, number>>): number {
  return set[cause] ?? defaultHoursOf(cause);
}

/** The share of its time after which a cell is at risk of becoming overdue (DESIGN: `--sla-risk`, past 80 %). */
export const RISK_SHARE = 0.8;
const HOUR_MS = 3_600_000;

/** When a cell that took its cause at `since` is due. Milliseconds since 1970. */
export function dueAt(since: number, hours: number): number {
  return since + hours * HOUR_MS;
}

/** Cells that took their cause before `over` are overdue; those since then and before `risk` are at risk. Milliseconds since 1970. */
export function clockLimits(hours: number, now: number): { readonly over: number; readonly risk: number } {
  return { over: now - hours * HOUR_MS, risk: now - RISK_SHARE * hours * HOUR_MS };
}
