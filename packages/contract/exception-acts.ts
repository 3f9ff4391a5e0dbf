import { z } from 'zod';
import { control } from './exception-terms.ts';
import { exceptionDetail, exceptionId, exceptionReason, riskLevel, wanted, words } from './exceptions.ts';
import { timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { contentHash, identityProof } from './signatures.ts';

/** Times: `from` now unless told; `revisit` two weeks before the end, of a short one halfway. */
const times = { from: timestamp.optional(), until: timestamp, revisit: timestamp.optional() };
const risk = z.object({ level: riskLevel, words });

export const requestException = defineRoute({
  method: 'POST',
  path: '/api/exceptions',
  summary: 'Request an exception; it holds when one person of each team has signed it',
  access: 'key-or-person',
  body: z.object({
    ...wanted,
    controls: z.array(control).min(1).max(5),
    reason: exceptionReason,
    words,
    risk,
    ownerId: z.uuid(),
    ...times,
    /** From which EPSS it is reopened; a tenth, or twice what is known now, unless told. */
    epssThreshold: z.number().gt(0).max(1).optional(),
  }),
  response: exceptionDetail,
});

export const renewException = defineRoute({
  method: 'POST',
  path: '/api/exceptions/:exceptionId/renew',
  summary: 'Ask to renew an exception on the devices that are left; both teams sign it anew, and renewals are counted',
  access: 'key-or-person',
  params: exceptionId,
  body: z.object({
    until: timestamp,
    revisit: timestamp.optional(),
    words: words.optional(),
    risk: risk.optional(),
    ownerId: z.uuid().optional(),
    controls: z.array(control).min(1).max(5).optional(),
    epssThreshold: z.number().gt(0).max(1).optional(),
  }),
  response: exceptionDetail,
});

/** One proof for all of them; each is signed for the hash that was shown. */
export const signExceptions = defineRoute({
  method: 'POST',
  path: '/api/exceptions/sign',
  summary:
    'Sign exceptions for the own team: a person whom the charter names, and for InfoSec nobody who deployed the fix',
  access: 'person',
  body: z.object({
    exceptions: z
      .array(z.object({ exceptionId: z.uuid(), round: z.int().positive(), hash: contentHash }))
      .min(1)
      .max(100),
    proof: identityProof,
  }),
  response: z.object({ signed: z.array(z.object({ exceptionId: z.uuid(), name: z.string(), inForce: z.boolean() })) }),
});

const because = z.object({ note: words });

export const declineException = defineRoute({
  method: 'POST',
  path: '/api/exceptions/:exceptionId/decline',
  summary: 'Decline what waits for signatures, with the reason; an exception in force holds on until its date',
  access: 'person',
  params: exceptionId,
  body: because,
  response: exceptionDetail,
});

export const withdrawException = defineRoute({
  method: 'POST',
  path: '/api/exceptions/:exceptionId/withdraw',
  summary: 'Take back a request or a renewal that waits for signatures; the team that asked does',
  access: 'key-or-person',
  params: exceptionId,
  body: because,
  response: exceptionDetail,
});

export const endException = defineRoute({
  method: 'POST',
  path: '/api/exceptions/:exceptionId/end',
  summary: 'End an exception before its date: its cells are judged as if it had never been',
  access: 'person',
  params: exceptionId,
  body: because,
  response: exceptionDetail,
});

export const handBackException = defineRoute({
  method: 'POST',
  path: '/api/exceptions/:exceptionId/hand-back',
  summary: 'Hand an exception back to its owner with what is to be done before its date',
  access: 'person',
  params: exceptionId,
  body: because,
  response: exceptionDetail,
});

export const attestControl = defineRoute({
  method: 'POST',
  path: '/api/exceptions/:exceptionId/attest',
  summary: 'Attest a control as the owner of the exception, for as long as the control says',
  access: 'person',
  params: exceptionId,
  body: z.object({ control: z.int().positive(), note: z.string().trim().max(2000).default('') }),
  response: exceptionDetail,
});

export const checkException = defineRoute({
  method: 'POST',
  path: '/api/exceptions/:exceptionId/check',
  summary: 'Check the controls and the urgency of an exception now; what fails reopens it',
  access: 'key-or-person',
  params: exceptionId,
  response: exceptionDetail,
});
