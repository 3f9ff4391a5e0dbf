import type { Doer } from './doer.ts';
import type { RelayEvent } from './relay-event.ts';

/** How one device came through the test, by the last word on it. */
export interface TestResult {
  readonly deviceId: string;
  readonly result: 'good' | 'bad';
  readonly note: string | null;
  readonly at: string;
  readonly seq: number;
}

/** The test of a fix: what is tested where, and what came of it. InfoSec reads it as IT does. */
export interface Test {
  readonly plan: {
    readonly words: string;
    /** What a good test looks like. */
    readonly passes: string;
    readonly deviceIds: readonly string[];
    readonly at: string;
    readonly by: Doer;
    readonly seq: number;
  } | null;
  readonly results: readonly TestResult[];
  /** Planned devices of which no result is noted. */
  readonly open: readonly string[];
  readonly good: number;
  /** The hand-over with which it was signed off; null while it lasts. */
  readonly signedOff: RelayEvent | null;
}

/**
 * The newest test: since the baton last came to `test`, or since an emergency was declared, in which it goes on beside
 * deploying. A fix that was sent back is tested anew.
 */
export function testOf(history: readonly RelayEvent[]): Test {
  const from = history.findLastIndex(({ act, to }) => to === 'test' || act === 'emergency');
  const since = from < 0 ? [] : history.slice(from);
  const planned = since.findLast(({ act }) => act === 'plan-test');
  const results = new Map<string, TestResult>();
  for (const { act, details, note, at, seq } of since) {
    if (act !== 'test-result') continue;
    for (const deviceId of details?.deviceIds ?? [])
      results.set(deviceId, { deviceId, result: details?.result ?? 'bad', note, at, seq });
  }
  const deviceIds = planned?.details?.deviceIds ?? [];
  return {
    plan: planned
      ? {
          words: planned.note ?? '',
          passes: planned.details?.passes ?? '',
          deviceIds,
          at: planned.at,
          by: planned.by,
          seq: planned.seq,
        }
      : null,
    results: [...results.values()],
    open: deviceIds.filter((deviceId) => !results.has(deviceId)),
    good: [...results.values()].filter(({ result }) => result === 'good').length,
    signedOff: since.find(({ from: left, to }) => left === 'test' && to === 'approve') ?? null,
  };
}
