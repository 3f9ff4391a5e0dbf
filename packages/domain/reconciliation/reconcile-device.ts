import type { Knowledge } from '../advisories/knowledge.ts';
import { instantOf } from '../evidence/moment.ts';
import type { Check } from '../evidence/report.ts';
import { applyConfirmations } from './apply-confirmations.ts';
import type { CauseRule } from './causes/cause-rule.ts';
import type { Cell } from './cell.ts';
import { type CheckBook, checkKey } from './check-book.ts';
import { collectFixes } from './collect-fixes.ts';
import type { DeviceCase, LookRecord } from './device-case.ts';
import { deviceWide } from './device-wide.ts';
import type { CellFacts } from './facts.ts';
import { gatherFacts } from './gather-facts.ts';
import { judge } from './judge.ts';
import type { KbFolding } from './kb-folding.ts';
import type { PreparedDevice } from './prepared-device.ts';
import type { ReconcileContext } from './reconcile-context.ts';

/** A judged cell with the facts that judged it, so that it can be explained. */
export interface JudgedCell {
  readonly cell: Cell;
  readonly facts: CellFacts;
  /** The rule that named the cause; null where there is none. */
  readonly rule: CauseRule | null;
  /** The rules behind what fits as well, or is only remarked. */
  readonly also: readonly CauseRule[];
}

/**
 * Joins both sides' evidence on one device cell by cell. Pure: the same evidence, knowledge, policy and `now` give the same cells,
 * whatever the order in which the evidence arrived; no other device's evidence changes them.
 */
export function reconcileDevice(
  device: DeviceCase,
  context: ReconcileContext,
  folding: KbFolding,
): readonly JudgedCell[] {
  return judgePrepared(prepareDevice(device, context.knowledge, folding), context);
}

/** Puts a device's evidence in order of time and collects the fixes that it needs. */
export function prepareDevice(device: DeviceCase, knowledge: Knowledge, folding: KbFolding): PreparedDevice {
  const ordered = inOrderOfTime(device);
  return { device: ordered, fixes: collectFixes(ordered, knowledge, folding) };
}

/** Tells what a device's evidence teaches of the fleet: which checks look for which fixes, and which products IT's tools name. */
export function learnFrom(
  { fixes }: PreparedDevice,
  checks: Pick<CheckBook, 'learn' | 'date'>,
  itBaseline: { add(product: string): unknown },
): void {
  for (const fix of fixes) {
    for (const { resolved } of fix.it) itBaseline.add(resolved.product);
    for (const { resolved, record } of fix.infosec) {
      const { check } = resolved.claim;
      // A check that asks by upstream's version, wherever it runs, is no look at what the distribution fixed in its own.
      const local = resolved.byUpstreamVersion ? false : check?.local;
      if (!check) continue;
      const key = checkKey(resolved.product, resolved.version);
      const published = publishedOf(check, record);
      checks.learn(key, check.id, { family: check.family, local: local ?? null });
      if (published !== null) checks.date(key, check.id, published);
    }
  }
}

/** When a check came out. A scan that found by it with an older feed shows that one of the two dates is wrong: then it is not known. */
function publishedOf({ published }: Check, { scope }: LookRecord): string | null {
  const [out, feed] = [instantOf(published), instantOf(scope.feedDate)];
  return out === null || (feed !== null && feed < out) ? null : published;
}

/** Judges the cells of a prepared device, where nobody will ask why: the facts behind each are let go at once. */
export function judgeCells({ device, fixes }: PreparedDevice, context: ReconcileContext): readonly Cell[] {
  const wide = deviceWide(device, context.now);
  return fixes.map((fix) => judge(applyConfirmations(gatherFacts(device, fix, context, wide), context), context.rules));
}

/** Judges the cells of a prepared device. */
export function judgePrepared({ device, fixes }: PreparedDevice, context: ReconcileContext): readonly JudgedCell[] {
  const wide = deviceWide(device, context.now);
  return fixes.map((fix) => {
    const facts = applyConfirmations(gatherFacts(device, fix, context, wide), context);
    const cell = judge(facts, context.rules);
    const { rules } = context;
    const rule = cell.cause === null ? null : rules.rule(cell.cause);
    return { cell, facts, rule, also: cell.also.map((id) => rules.rule(id)) };
  });
}

/** The order of arrival must not matter: visits go by their own time, IT's records by when they were last heard, newest first. */
function inOrderOfTime(device: DeviceCase): DeviceCase {
  const looks = [...device.looks].sort(
    (a, b) => timeOf(a.look.from ?? a.look.to) - timeOf(b.look.from ?? b.look.to) || compareText(a.source, b.source),
  );
  const it = [...device.it].sort(
    (a, b) => timeOf(b.state.lastSeen) - timeOf(a.state.lastSeen) || compareText(a.source, b.source),
  );
  return { ...device, looks, it };
}

function timeOf(iso: string | null): number {
  return (iso === null ? Number.NaN : Date.parse(iso)) || 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
