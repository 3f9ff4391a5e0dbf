import { dropEmptyHours } from '@baton/store/disagreements/cell-hours.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Drops the hours of the queue's clocks of which no cell is left. */
export const dropEmptyHoursJob = defineJob({
  name: 'drop-empty-hours',
  payload: z.object({}).loose(),
  schedule: '40 3 * * *',
  run: (_payload, { db }) => dropEmptyHours(db),
});
