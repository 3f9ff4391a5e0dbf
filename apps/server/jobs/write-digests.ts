import { writeDigests } from '@baton/services/service-levels/write-digests.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/** Writes the day's digests once it is morning where the policy is. */
export const writeDigestsJob = defineJob({
  name: 'write-digests',
  payload: z.object({}).loose(),
  schedule: '*/15 * * * *',
  run: async (_payload, { db }) => {
    const { now, timeZone } = relayContext(db);
    await writeDigests(db, now, timeZone);
  },
});
