import { noteBoardDay } from '@baton/services/note-board-day/note-board-day.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Notes how the board stands today, shortly after cells have moved. */
export const noteBoardDayJob = defineJob({
  name: 'note-board-day',
  payload: z.object({}).loose(),
  run: (_payload, { db }) => noteBoardDay(db),
});
