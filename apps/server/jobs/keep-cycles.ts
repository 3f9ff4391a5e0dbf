import { openDueCycles } from '@baton/services/cycles/open-cycles.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Opens cycles that have begun, and has the retrospectives of those that have ended made. */
export const keepCyclesJob = defineJob({
  name: 'keep-cycles',
  payload: z.object({}).loose(),
  schedule: '*/5 * * * *',
  run: async (_payload, { db }) => {
    const ended = await openDueCycles(db, Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }));
    // One after the other: each looks back on those before it.
    for (const number of ended) {
      const options = {
        key: `make-retrospective ${number}`,
        queue: 'retrospectives',
        keyMode: 'preserve_run_at',
      } as const;
      await enqueueJob(db, 'make-retrospective', { number }, options);
    }
  },
});
