import { pollTracks } from '@baton/services/tracks/run-syncs.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { z } from 'zod';
import { tracksContext } from '../outgoing-context.ts';
import { defineJob } from './job.ts';

/** Asks other tools what has changed over there. */
export const pollTracksJob = defineJob({
  name: 'poll-tracks',
  payload: z.object({}).loose(),
  schedule: '* * * * *',
  run: async (_payload, context) => {
    if ((await pollTracks(context.db, tracksContext(context))) > 0) await enqueueJob(context.db, 'sync-tracks', {});
  },
});
