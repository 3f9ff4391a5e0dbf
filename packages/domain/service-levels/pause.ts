/** A time in which the clock stands still. Both teams have signed it; half-open; `until` null while it lasts. */
export interface Pause {
  readonly from: string;
  readonly until: string | null;
  readonly reason: string;
}

/** Milliseconds of pauses within [from, to), overlaps counted once. A pause that lasts counts up to `now`. */
export function pausedWithin(from: string, to: string, pauses: readonly Pause[], now: string): number {
  const [start, end] = [at(from), at(to)];
  return spans(pauses, now).reduce(
    (sum, span) => sum + Math.max(0, Math.min(span.end, end) - Math.max(span.start, start)),
    0,
  );
}

/**
 * The end of a limit moved later by every pause that falls into it, those included that the moving brings in. Never
 * earlier than `due`.
 */
export function extendByPauses(start: string, due: string, pauses: readonly Pause[], now: string): string {
  const begin = at(start);
  let end = at(due);
  for (const span of spans(pauses, now)) {
    if (span.start >= end) break;
    end += Math.max(0, span.end - Math.max(span.start, begin));
  }
  return Temporal.Instant.fromEpochMilliseconds(end).toString();
}

/** The pause that holds the clock at a moment; null where it runs. */
export function pauseAt(pauses: readonly Pause[], now: string): Pause | null {
  const moment = at(now);
  return pauses.find((pause) => at(pause.from) <= moment && (pause.until === null || moment < at(pause.until))) ?? null;
}

/** Pauses in order, merged where they touch. */
function spans(pauses: readonly Pause[], now: string): readonly { readonly start: number; readonly end: number }[] {
  const merged: { start: number; end: number }[] = [];
  const ordered = pauses
    .map((pause) => ({ start: at(pause.from), end: at(pause.until ?? now) }))
    .filter((span) => span.end > span.start)
    .sort((a, b) => a.start - b.start);
  for (const span of ordered) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

function at(instant: string): number {
  return Temporal.Instant.from(instant).epochMilliseconds;
}
