import { recomputeDeadlines } from '@baton/services/service-levels/recompute-deadlines.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/** Sets the clocks of open remediations anew: when a policy came into force, when knowledge was loaded, and each hour for what devices are told to be. */
export const recomputeDeadlinesJob = defineJob({
  name: 'recompute-deadlines',
  payload: z.object({ event: z.enum(['policy', 'facts']).catch('facts') }).loose(),
  schedule: '23 * * * *',
  run: async ({ event }, { db, log }, signal) => {
    const done = await recomputeDeadlines(db, relayContext(db), event, { signal });
    log.debug({ event, ...done }, 'deadlines are reckoned anew');
  },
});
