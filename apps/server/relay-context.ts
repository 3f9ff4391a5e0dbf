import { createReadStream } from 'node:fs';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { keptEvidence } from '@baton/services/relay/kept-evidence.ts';
import type { RelayContext } from '@baton/services/relay/relay-context.ts';

let bundled: Promise<Knowledge> | undefined;

/** What the relay's use cases work with in this process, now. */
export function relayContext(): RelayContext {
  return {
    now: Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
    evidence: keptEvidence(() => {
      bundled ??= loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
      return bundled;
    }),
    timeZone: Temporal.Now.timeZoneId(),
  };
}
