import { parseScope } from '@baton/domain/scope/scope.ts';
import { z } from 'zod';

const KEY = 'baton-recent-scopes';
const KEPT = 5;
const kept = z.array(z.string().max(1000)).catch([]);

/** Scopes that this browser showed lately, the last one first. */
export function recentScopes(): readonly string[] {
  try {
    return kept.parse(JSON.parse(localStorage.getItem(KEY) ?? '[]')).filter((text) => 'scope' in parseScope(text));
  } catch {
    // No storage here, or somebody else wrote there: nothing was kept.
    return [];
  }
}

/** Keeps a scope among the recent ones. */
export function keepScope(text: string): void {
  const scopes = [text, ...recentScopes().filter((each) => each !== text)].slice(0, KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(scopes));
  } catch {
    // A browser that keeps nothing still shows the scope.
  }
}
