import { runSyncs } from '@baton/services/tracks/run-syncs.ts';
import { z } from 'zod';
import { tracksContext } from '../outgoing-context.ts';
import { defineJob } from './job.ts';

/** Brings remediations and their issues in other tools to the same words; queued by the database with each entry of a history. */
export const syncTracksJob = defineJob({
  name: 'sync-tracks',
  payload: z.object({}).loose(),
  schedule: '* * * * *',
  run: async (_payload, context, signal) => {
    await runSyncs(context.db, tracksContext(context), signal);
  },
});
