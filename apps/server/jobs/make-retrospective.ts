import { makeRetrospective } from '@baton/services/cycles/make-retrospective.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Makes the retrospective of a cycle that has ended. */
export const makeRetrospectiveJob = defineJob({
  name: 'make-retrospective',
  payload: z.object({ number: z.int().positive() }),
  run: async ({ number }, { db, log }) => {
    const begun = performance.now();
    await makeRetrospective(db, number, Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }));
    log.info({ cycle: number, ms: Math.round(performance.now() - begun) }, 'a retrospective is made');
  },
});
