import { reconcileDue } from '@baton/services/reconcile-devices/run-reconcile-job.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Judges devices again whose inventory has gone stale. */
export const reconcileDueJob = defineJob({
  name: 'reconcile-due',
  payload: z.object({}).loose(),
  schedule: '*/5 * * * *',
  run: (_payload, { db }) => reconcileDue(db),
});
