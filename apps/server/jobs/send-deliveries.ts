import { runDeliveries } from '@baton/services/deliveries/run-deliveries.ts';
import { z } from 'zod';
import { sendContext } from '../outgoing-context.ts';
import { defineJob } from './job.ts';

/** Sends what is due to other tools; queued by the database with what happens, and each minute for what is tried again. */
export const sendDeliveriesJob = defineJob({
  name: 'send-deliveries',
  payload: z.object({}).loose(),
  schedule: '* * * * *',
  run: async (_payload, context, signal) => {
    await runDeliveries(context.db, sendContext(context), signal);
  },
});
