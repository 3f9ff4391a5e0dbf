import { reconcilePayload } from '@baton/services/reconcile-devices/reconcile-payload.ts';
import { runReconcileJob } from '@baton/services/reconcile-devices/run-reconcile-job.ts';
import { defineJob } from './job.ts';

/** Judges devices from the evidence that is kept. */
export const reconcileDevicesJob = defineJob({
  name: 'reconcile-devices',
  payload: reconcilePayload,
  run: (payload, { db }) => runReconcileJob(db, payload),
});
