import { noteLateEmergencies } from '@baton/services/relay/approve-emergency.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/** Writes down which emergencies were not approved by both leads in time. */
export const noteLateEmergenciesJob = defineJob({
  name: 'note-late-emergencies',
  payload: z.object({}).loose(),
  schedule: '* * * * *',
  run: async (_payload, { db }) => {
    await noteLateEmergencies(db, relayContext(db));
  },
});
