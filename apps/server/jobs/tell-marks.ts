import { tellMarks } from '@baton/services/service-levels/tell-marks.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/** Tells of clocks that have passed a mark. */
export const tellMarksJob = defineJob({
  name: 'tell-marks',
  payload: z.object({}).loose(),
  schedule: '* * * * *',
  run: async (_payload, { db }, signal) => {
    await tellMarks(db, relayContext(db).now, signal);
  },
});
