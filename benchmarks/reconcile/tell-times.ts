import { loadavg } from 'node:os';

/**
 * Prints how long something took, of many times.
 *
 * @param times milliseconds each
 * @param limit milliseconds; 99 of 100 are held to it, because on a machine that is shared one may wait for others
 * @returns the 99th percentile
 */
export function tellTimes(what: string, times: readonly number[], limit?: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const over =
    limit === undefined
      ? ''
      : ` (limit ${limit} ms, over it ${times.filter((time) => time > limit).length} of ${times.length})`;
  console.log(
    `${what}: median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, worst ${at(1).toFixed(1)} ms${over}; load ${loadavg()[0]?.toFixed(1)}`,
  );
  return at(0.99);
}
