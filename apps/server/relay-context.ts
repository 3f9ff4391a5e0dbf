import { currentKnowledge } from '@baton/services/load-knowledge/current-knowledge.ts';
import { keptEvidence } from '@baton/services/relay/kept-evidence.ts';
import type { RelayContext } from '@baton/services/relay/relay-context.ts';
import { currentRules } from '@baton/services/rules/current-rules.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';

/** What the relay's use cases work with in this process, now. */
export function relayContext(db: Database): RelayContext {
  return {
    now: Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
    evidence: keptEvidence(
      () => currentKnowledge(db),
      () => currentRules(db),
    ),
    timeZone: Temporal.Now.timeZoneId(),
  };
}
