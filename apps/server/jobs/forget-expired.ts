import { forgetExpired } from '@baton/services/people/forget-expired.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Clears what no longer counts: ended sessions, old sign-in attempts. */
export const forgetExpiredJob = defineJob({
  name: 'forget-expired',
  payload: z.object({}).loose(),
  schedule: '17 * * * *',
  run: (_payload, { db }) => forgetExpired(db),
});
