import { beginPause, findPause } from '@baton/store/service-levels/pauses.ts';
import { z } from 'zod';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import type { SignedDocument } from '../signatures/signed-document.ts';
import { recomputeThese } from './recompute-deadlines.ts';

/** What both teams sign: which clock stands still, why, and until when. */
const pauseContent = z.strictObject({
  remediationId: z.uuid(),
  fix: z.string(),
  reason: z.string(),
  until: z.iso.datetime(),
});

/** A pause as a document of one version: signed by both, it runs from the second signature on, never from before. */
export function pauseDocument(context: RelayContext, pauseId: string, fix: string): SignedDocument {
  return {
    kind: 'pause',
    documentId: pauseId,
    name: `the pause of ${fix}`,
    check: (content) => void pauseContent.parse(content),
    async cameIntoForce(trx, { inForceFrom }) {
      const pause = await findPause(trx, pauseId);
      if (!pause || pause.ended_at !== null || Date.parse(pause.ends_at) <= Date.parse(inForceFrom)) {
        throw new ServiceError('conflict', 'The pause was withdrawn, or its time has passed.', {
          hint: 'Ask for another one.',
        });
      }
      await beginPause(trx, pauseId, inForceFrom);
      await recomputeThese(trx, context, [pause.remediation_id], 'pause');
    },
  };
}
