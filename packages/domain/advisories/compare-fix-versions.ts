import { compareVersions } from '../versions/compare.ts';
import { guessScheme } from '../versions/guess-scheme.ts';
import type { Order } from '../versions/order.ts';

/**
 * Orders two versions of one product on one device: by the distribution's scheme where there is one, else by the scheme that both
 * are written in. Null where they must not be compared.
 */
export function compareFixVersions(a: string, b: string, distribution: string | null): Order | null {
  if (a === b) return 0;
  const scheme = guessScheme([a, b], distribution?.startsWith('windows') ? null : distribution);
  return scheme === null ? null : compareVersions(scheme, a, b);
}

/** Whether the installed version has what the fixed version brought; null where that cannot be told. */
export function hasFix(installed: string | null, fixed: string | null, distribution: string | null): boolean | null {
  if (installed === null || fixed === null) return null;
  const order = compareFixVersions(installed, fixed, distribution);
  return order === null ? null : order >= 0;
}
