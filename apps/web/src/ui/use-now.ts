import { useSyncExternalStore } from 'react';

/** One timer for the whole page: every clock moves at the same moment, four times a minute. */
const STEP_MS = 15_000;
let now = new Date().toISOString();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** Moves every clock to this moment: what was just read must not lie in the future. */
export function refreshNow(): void {
  now = new Date().toISOString();
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  // Nobody looked for a while: the time kept is an old one.
  if (listeners.size === 0) now = new Date().toISOString();
  listeners.add(listener);
  timer ??= setInterval(refreshNow, STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time now as ISO-8601, kept current. */
export function useNow(): string {
  return useSyncExternalStore(subscribe, () => now);
}
