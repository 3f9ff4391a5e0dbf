import { runReconcileJob } from '@baton/services/reconcile-devices/run-reconcile-job.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Judges devices from the evidence that is kept. */
export const reconcileDevicesJob = defineJob({
  name: 'reconcile-devices',
  payload: z.object({
    deviceIds: z.array(z.uuid()).optional(),
    all: z.boolean().optional(),
    products: z.array(z.string()).optional(),
    lessons: z.int().optional(),
    importId: z.uuid().optional(),
    chunk: z.int().optional(),
    reason: z.enum(['check-in', 'time', 'knowledge', 'rules', 'setting', 'lesson', 'decision', 'asked']).optional(),
  }),
  run: (payload, { db }) => runReconcileJob(db, payload),
});
