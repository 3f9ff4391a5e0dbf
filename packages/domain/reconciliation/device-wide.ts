import { compareFixVersions } from '../advisories/compare-fix-versions.ts';
import { instantOf, type Moment, momentOf } from '../evidence/moment.ts';
import { distributionOf } from './collect-fixes.ts';
import { type DeviceCase, type ItRecord, type LookRecord, seenAt } from './device-case.ts';
import type { ItFacts } from './facts.ts';
import { bareRelease } from './in-use.ts';

/** What is the same for every cell of a device. */
export interface DeviceWide
  extends Pick<ItFacts, 'lastSeen' | 'stale' | 'lastBoot' | 'rebootPending' | 'runningKernel'> {
  readonly distribution: string | null;
  /** The visits that reached it. */
  readonly reached: readonly LookRecord[];
}

/**
 * Lays together what is known of the device itself. Whether it is in use as it should be, a scan that logged in sees as well as IT's
 * tool: a boot that either of them tells has happened, and of kernels the one seen last runs.
 *
 * @param now milliseconds since 1970
 */
export function deviceWide(device: DeviceCase, now: number): DeviceWide {
  const lastSeen = newest(device.it.map((record) => instantOf(record.state.lastSeen)));
  const staleAfter = Math.max(...device.it.map((record) => record.staleAfterMs));
  const reached = device.looks.filter((record) => record.look.reached);
  const distribution = distributionOf(device);
  return {
    distribution,
    reached,
    lastSeen,
    stale: lastSeen !== null && now - lastSeen > staleAfter,
    lastBoot: lastBootOf(device.it, reached),
    rebootPending: rebootPendingOf(device.it, reached, lastSeen),
    runningKernel: runningKernelOf(device.it, reached, lastSeen, distribution),
  };
}

function lastBootOf(it: readonly ItRecord[], reached: readonly LookRecord[]): Moment | null {
  let last = momentOf(firstTold(it, ({ lastBoot }) => lastBoot));
  for (const { state } of reached) {
    const seen = momentOf(state.lastBoot);
    if (seen !== null && (last === null || seen.earliest > last.latest)) last = seen;
  }
  return last;
}

/**
 * The newest visit that could read it counts, where IT does not tell, or told it before: scanners say only that a restart is pending,
 * never that none is, and one that could not log in says neither.
 */
function rebootPendingOf(
  it: readonly ItRecord[],
  reached: readonly LookRecord[],
  lastSeen: number | null,
): boolean | null {
  const told = pendingTold(it);
  const look = reached.findLast(({ look, state }) => state.rebootPending === true || look.authenticated !== false);
  if (look?.state.rebootPending !== true) return told;
  return told === null || lastSeen === null || seenAt(look) > lastSeen ? true : told;
}

/** The newest of IT's tools that tells it counts; of two that saw the device at one time, the one that says that a restart is pending. */
function pendingTold(it: readonly ItRecord[]): boolean | null {
  const first = it.find(({ state }) => state.rebootPending !== null);
  if (first === undefined) return null;
  return it.some(({ state }) => state.rebootPending === true && state.lastSeen === first.state.lastSeen)
    ? true
    : first.state.rebootPending;
}

function runningKernelOf(
  it: readonly ItRecord[],
  reached: readonly LookRecord[],
  lastSeen: number | null,
  distribution: string | null,
): string | null {
  const told = kernelTold(it, distribution);
  const look = reached.findLast(({ state }) => state.runningKernel !== null);
  if (look === undefined) return told;
  return told === null || (lastSeen !== null && seenAt(look) > lastSeen) ? look.state.runningKernel : told;
}

/** The newest of IT's tools that tells it counts; of those that saw the device at one time, the one that saw the lowest release. */
function kernelTold(it: readonly ItRecord[], distribution: string | null): string | null {
  const first = it.find(({ state }) => state.runningKernel !== null);
  let lowest = first?.state.runningKernel ?? null;
  for (const { state } of it) {
    if (lowest === null || state.runningKernel === null || state.lastSeen !== first?.state.lastSeen) continue;
    if (compareFixVersions(bareRelease(state.runningKernel), bareRelease(lowest), distribution) === -1)
      lowest = state.runningKernel;
  }
  return lowest;
}

function firstTold<T>(records: readonly ItRecord[], read: (state: ItRecord['state']) => T | null): T | null {
  for (const record of records) {
    const value = read(record.state);
    if (value !== null) return value;
  }
  return null;
}

function newest(values: readonly (number | null)[]): number | null {
  let best: number | null = null;
  for (const value of values) if (value !== null && (best === null || value > best)) best = value;
  return best;
}
