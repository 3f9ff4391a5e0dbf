import { queueMonthlyMail } from '@baton/services/leadership/monthly-mail.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/** Queues the leadership page for its recipients once the moment of the month has come. */
export const queueLeadershipMailJob = defineJob({
  name: 'queue-leadership-mail',
  payload: z.object({}).loose(),
  schedule: '*/5 * * * *',
  run: async (_payload, { db }) => {
    await queueMonthlyMail(db, relayContext(db).now);
  },
});
