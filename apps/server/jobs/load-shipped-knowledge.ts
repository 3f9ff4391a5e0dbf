import { loadShippedBundle } from '@baton/services/load-knowledge/load-shipped-bundle.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Loads the bundle of advisories that ships with Baton; queued at each start, so that an update brings its own. */
export const loadShippedKnowledgeJob = defineJob({
  name: 'load-shipped-knowledge',
  payload: z.object({}).loose(),
  run: (_payload, { db }) => loadShippedBundle(db),
});
