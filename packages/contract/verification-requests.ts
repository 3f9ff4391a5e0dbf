import { z } from 'zod';
import { causeId, timestamp, verdict } from './ratio.ts';
import { version } from './remediation-moves.ts';
import { byId, doer } from './remediations.ts';
import { defineRoute } from './route.ts';

/** What InfoSec is asked to look at again, in words a scanner understands. */
export const verificationRequest = z.object({
  id: z.uuid(),
  at: timestamp,
  by: doer,
  note: z.string().nullable(),
  devices: z.array(
    z.object({
      deviceId: z.uuid(),
      device: z.string(),
      verdict,
      cause: causeId.nullable(),
      since: timestamp.nullable(),
    }),
  ),
  /** The scanner's own check numbers where a report named them; else CVE ids. */
  checks: z.array(z.object({ kind: z.enum(['check', 'cve']), id: z.string() })),
  /** Devices that are proven by now. */
  answered: z.int(),
});
export type VerificationRequest = z.infer<typeof verificationRequest>;

export const requestVerification = defineRoute({
  method: 'POST',
  path: '/api/remediations/:remediationId/request-verification',
  summary: 'Ask InfoSec to look again, listing devices and checks',
  access: 'key-or-person',
  params: byId,
  /** No devices: all that are not proven and have the fix by IT's word. */
  body: z.object({
    version,
    note: z.string().trim().max(4000).optional(),
    deviceIds: z.array(z.uuid()).max(100_000).optional(),
  }),
  response: verificationRequest,
});

export const listVerificationRequests = defineRoute({
  method: 'GET',
  path: '/api/remediations/:remediationId/verification-requests',
  summary: 'List what InfoSec was asked to look at again, newest first',
  access: 'key-or-person',
  params: byId,
  response: z.object({ rows: z.array(verificationRequest) }),
});
