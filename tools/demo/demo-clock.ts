import { currentKnowledge } from '@baton/services/load-knowledge/current-knowledge.ts';
import { keptEvidence } from '@baton/services/relay/kept-evidence.ts';
import type { RelayContext } from '@baton/services/relay/relay-context.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';

/** What the relay's use cases work with at a time of the past. */
export function relayAt(db: Database, now: number): RelayContext {
  return {
    now: new Date(now).toISOString(),
    evidence: keptEvidence(() => currentKnowledge(db)),
    timeZone: 'UTC',
  };
}
