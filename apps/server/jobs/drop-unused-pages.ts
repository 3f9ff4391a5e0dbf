import { dropUnusedPages } from '@baton/store/evidence/claim-pages.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Drops pages of claims that no evidence goes by any more. */
export const dropUnusedPagesJob = defineJob({
  name: 'drop-unused-pages',
  payload: z.object({}).loose(),
  schedule: '50 3 * * *',
  run: (_payload, { db }) => dropUnusedPages(db),
});
