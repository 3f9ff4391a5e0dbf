import { settleBoardDays } from '@baton/services/note-board-day/note-board-day.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Notes days that have ended as they were at their end: each hour, so that a day on which Baton stood still is not missed. */
export const settleBoardDaysJob = defineJob({
  name: 'settle-board-days',
  payload: z.object({}).loose(),
  schedule: '6 * * * *',
  run: async (_payload, { db, log }) => {
    const days = await settleBoardDays(db);
    if (days > 0) log.info({ days }, 'past days of the board are noted');
  },
});
