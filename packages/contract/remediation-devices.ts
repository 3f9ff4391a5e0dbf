import { z } from 'zod';
import { causeId, listOf, owner, paging, timestamp, verdict } from './ratio.ts';
import { byId, doer } from './remediations.ts';
import { defineRoute } from './route.ts';

/** The last command to a device for this fix, with IT's claim of what came of it. */
export const deployment = z.object({
  commandId: z.uuid(),
  state: z.enum(['queued', 'sent', 'begun', 'ended', 'cancelled', 'expired']),
  outcome: z.enum(['succeeded', 'failed', 'refused', 'interrupted']).nullable(),
  exitCode: z.int().nullable(),
  summary: z.string().nullable(),
  output: z.string().nullable(),
  queuedAt: timestamp,
  endedAt: timestamp.nullable(),
  by: doer,
});

export const remediationDevice = z.object({
  deviceId: z.uuid(),
  device: z.string(),
  verdict,
  cause: causeId.nullable(),
  owner,
  nextAction: z.string().nullable(),
  /** An agent of ours can deploy there; if not, `why` says it in a sentence. */
  deployable: z.boolean(),
  why: z.string().nullable(),
  /** What would be installed: exact versions. */
  packages: z.array(z.object({ name: z.string(), version: z.string() })),
  deployment: deployment.nullable(),
});
export type RemediationDevice = z.infer<typeof remediationDevice>;

/** Evidence of both sides a device is at `listCells` with `fix`; this is what deploying needs to know. */
export const listRemediationDevices = defineRoute({
  method: 'GET',
  path: '/api/remediations/:remediationId/devices',
  summary: 'List the devices of a remediation with what can be deployed there and what came of it',
  access: 'key-or-person',
  params: byId,
  query: z.object({ verdict: verdict.optional(), deployable: z.enum(['true', 'false']).optional(), ...paging }),
  response: listOf(remediationDevice),
});
