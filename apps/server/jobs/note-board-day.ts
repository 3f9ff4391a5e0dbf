import { noteBoardDay } from '@baton/store/evidence/board.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Notes how the board stands today; also shortly before each day ends, so that a quiet day has its point. */
export const noteBoardDayJob = defineJob({
  name: 'note-board-day',
  payload: z.object({}).loose(),
  schedule: '58 23 * * *',
  run: (_payload, { db }) => noteBoardDay(db, Temporal.Now.instant().toString()),
});
