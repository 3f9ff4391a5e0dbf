import { z } from 'zod';
import { team } from './ratio.ts';
import { type ActName, byId, place, rejectReason, reopenCause, type StayName } from './remediations.ts';
import { defineRoute } from './route.ts';

export const note = z.string().trim().min(1, 'A hand-over has a note: what the other team must know.').max(4000);
export const version = z.int().nonnegative();
export const actDone = z.object({ place, holder: team, version: z.int() });

/** An act on one remediation: where the baton is after it. */
export function actRoute<Body extends z.ZodType>(name: ActName | StayName | 'merge', summary: string, body: Body) {
  return defineRoute({
    method: 'POST',
    path: `/api/remediations/:remediationId/${name}`,
    summary,
    access: 'key-or-person',
    params: byId,
    body,
    response: actDone,
  });
}

export const testResult = z.object({
  /** Devices on which it was tested, and what was seen. */
  devices: z.int().min(1),
  good: z.int().min(0),
  summary: z.string().trim().min(1).max(2000),
});

export const handOver = actRoute(
  'hand-over',
  'Hand the baton to the next leg',
  z.object({ version, note, testResult: testResult.optional() }),
);

export const handBack = actRoute(
  'hand-back',
  'Hand the baton back to the other team or to an earlier leg, with the devices in question',
  z.object({ version, note, deviceIds: z.array(z.uuid()).max(100_000).optional() }),
);

export const alreadyInPlace = actRoute(
  'already-in-place',
  'Pass straight to verify because every device has the fix already',
  z.object({ version, note }),
);

export const rejectRemediation = actRoute(
  'reject',
  'Reject the fix with a reason; InfoSec answers',
  z.object({
    version,
    note,
    reason: rejectReason,
    /** Of a duplicate: the remediation that does it. */
    duplicateOf: z.uuid().optional(),
  }),
);

export const upholdRejection = actRoute('uphold', 'Agree to a rejection and close', z.object({ version, note }));

export const closeRemediation = actRoute(
  'close',
  'Close: every required cell is proven, by somebody who did not deploy',
  z.object({ version, note }),
);

export const reopenRemediation = actRoute(
  'reopen',
  'Open a closed remediation again, with the cause',
  z.object({ version, note, cause: reopenCause }),
);

export const commentOnRemediation = actRoute('comment', 'Write a comment', z.object({ note }));

export const deployFix = defineRoute({
  method: 'POST',
  path: '/api/remediations/:remediationId/deploy',
  summary: 'Deploy the fix to chosen devices through their agents',
  access: 'key-or-person',
  params: byId,
  body: z.object({
    version,
    deviceIds: z.array(z.uuid()).min(1).max(10_000),
    note: z.string().trim().max(4000).optional(),
  }),
  response: z.object({
    queued: z.array(z.object({ deviceId: z.uuid(), device: z.string(), commandId: z.uuid() })),
    /** Devices to which nothing is deployed, with the reason. */
    refused: z.array(z.object({ deviceId: z.uuid(), device: z.string(), why: z.string() })),
    version: z.int(),
  }),
});
