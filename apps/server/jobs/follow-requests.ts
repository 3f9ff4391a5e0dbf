import { followRequests } from '@baton/services/disagreements/follow-requests.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Looks whether evidence has fulfilled what was asked for on devices that were just judged. */
export const followRequestsJob = defineJob({
  name: 'follow-requests',
  payload: z.object({ deviceIds: z.array(z.uuid()).max(10_000) }),
  run: ({ deviceIds }, { db }) => followRequests(db, deviceIds),
});
