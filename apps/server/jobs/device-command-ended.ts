import { recordDeployResult } from '@baton/services/relay/record-deploy-result.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/** Writes what came of a deployment into its remediation: IT's claim, with exit code. */
export const deviceCommandEndedJob = defineJob({
  name: 'device-command-ended',
  payload: z.object({ commandId: z.uuid() }),
  run: async ({ commandId }, { db }) => {
    await db.transaction().execute((trx) => recordDeployResult(trx, relayContext(db), commandId));
  },
});
