import { forgetDeliveries } from '@baton/services/deliveries/forget-deliveries.ts';
import { forgetExpired } from '@baton/services/people/forget-expired.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Clears what no longer counts: ended sessions, old sign-in attempts, what was delivered long ago. */
export const forgetExpiredJob = defineJob({
  name: 'forget-expired',
  payload: z.object({}).loose(),
  schedule: '17 * * * *',
  run: async (_payload, { db }) => {
    await forgetExpired(db);
    await forgetDeliveries(db);
  },
});
