import { EXCEPTION_REASONS, RISK_LEVELS } from '@baton/domain/exceptions/exception-reason.ts';
import { EXCEPTION_STATES } from '@baton/domain/exceptions/exception-state.ts';
import { z } from 'zod';
import { control, exceptionTarget, exceptionTerms, urgency } from './exception-terms.ts';
import { listOf, paging, team, timestamp, verdict } from './ratio.ts';
import { defineRoute } from './route.ts';
import { contentHash, identityProof } from './signatures.ts';

export const exceptionState = z.enum(EXCEPTION_STATES);
export const exceptionReason = z.enum(EXCEPTION_REASONS);
export const riskLevel = z.enum(RISK_LEVELS);

const exceptionId = z.object({ exceptionId: z.uuid() });
const words = z.string().trim().min(1).max(2000);

/** Which devices: those named, by name or id, or those of a scope now. One that comes into the scope later is not among them. */
const devicesWanted = z.union([
  z.strictObject({ names: z.array(z.string().trim().min(1).max(300)).min(1).max(10_000) }),
  z.strictObject({ scope: z.string().max(4000) }),
]);

const signature = z.object({ team, personId: z.uuid(), person: z.string(), provedBy: z.string(), signedAt: timestamp });
export type ExceptionSignature = z.infer<typeof signature>;

export const exceptionRow = z.object({
  exceptionId: z.uuid(),
  /** "EX-12" */
  name: z.string(),
  state: exceptionState,
  target: exceptionTarget,
  /** "KB5044273", "openssl, every fix" */
  what: z.string(),
  title: z.string().nullable(),
  reason: exceptionReason,
  owner: z.object({ personId: z.uuid(), name: z.string(), team }),
  devices: z.int(),
  /** Of these, those that it still sets aside, or would. */
  openDevices: z.int(),
  startsAt: timestamp.nullable(),
  /** Exclusive. */
  endsAt: timestamp.nullable(),
  /** When it comes back to its owner. */
  revisitAt: timestamp.nullable(),
  renewals: z.int(),
  askedAt: timestamp,
  endedAt: timestamp.nullable(),
  endedBecause: z.string().nullable(),
  /** The round that waits for signatures, with the teams that have signed it; null where none waits. */
  waiting: z.object({ round: z.int(), signedBy: z.array(team) }).nullable(),
  /** Controls whose newest check did not hold. */
  failingControls: z.int(),
});
export type ExceptionRow = z.infer<typeof exceptionRow>;

export const exceptionView = z.enum(['all', 'waiting', 'in-force', 'due', 'ended']);

export const listExceptions = defineRoute({
  method: 'GET',
  path: '/api/exceptions',
  summary: 'List exceptions: those that wait for signatures, are in force, come due within 30 days, or have ended',
  access: 'key-or-person',
  query: z.object({
    view: exceptionView.default('all'),
    /** Only those that wait for a signature of the caller's team. */
    unsigned: z.enum(['true', 'false']).optional(),
    fix: z.string().max(300).optional(),
    device: z.uuid().optional(),
    owner: z.uuid().optional(),
    search: z.string().max(100).optional(),
    ...paging,
  }),
  response: listOf(exceptionRow).extend({
    counts: z.object({
      waiting: z.int(),
      /** Of the waiting ones, those that the caller's team has not signed. */
      unsigned: z.int(),
      inForce: z.int(),
      due: z.int(),
      ended: z.int(),
    }),
  }),
});

const checkedControl = z.object({
  control,
  sentence: z.string(),
  /** The newest check; null where none was made yet. */
  check: z
    .object({
      holds: z.boolean(),
      devices: z.int(),
      holding: z.int(),
      failing: z.array(z.string()),
      since: timestamp,
      lastAt: timestamp,
      checks: z.int(),
    })
    .nullable(),
  /** Earlier answers, newest first. */
  before: z.array(z.object({ holds: z.boolean(), devices: z.int(), holding: z.int(), from: timestamp, to: timestamp })),
  attestation: z.object({ person: z.string(), at: timestamp, until: timestamp, note: z.string() }).nullable(),
});
export type CheckedControl = z.infer<typeof checkedControl>;

const round = z.object({
  round: z.int(),
  hash: contentHash,
  terms: exceptionTerms,
  askedBy: z.string(),
  askedByTeam: team,
  askedAt: timestamp,
  state: z.enum(['waiting', 'in-force', 'over', 'declined', 'withdrawn', 'lapsed']),
  closedBy: z.string().nullable(),
  closedBecause: z.string().nullable(),
  signatures: z.array(signature),
});
export type ExceptionRound = z.infer<typeof round>;

/** An act, and why this caller may not do it; null: may. */
const offered = z.object({ why: z.string().nullable() });

export const exceptionDetail = exceptionRow.extend({
  controls: z.array(checkedControl),
  /** Newest first. */
  rounds: z.array(round),
  urgencyNow: urgency,
  /** Cells of the devices it still sets aside, by verdict. */
  cells: z.object({ proven: z.int(), open: z.int(), disputed: z.int(), unproven: z.int(), excepted: z.int() }),
  remediationId: z.uuid().nullable(),
  acts: z.object({
    sign: offered,
    decline: offered,
    withdraw: offered,
    renew: offered,
    end: offered,
    handBack: offered,
    attest: offered,
  }),
  timeline: z.array(z.object({ at: timestamp, by: z.string(), team: team.nullable(), sentence: z.string() })),
});
export type ExceptionDetail = z.infer<typeof exceptionDetail>;

export const getException = defineRoute({
  method: 'GET',
  path: '/api/exceptions/:exceptionId',
  summary: 'Read an exception: what was signed, its controls and their checks, and everything that was done',
  access: 'key-or-person',
  params: exceptionId,
  response: exceptionDetail,
});

/** By its number as people name it. */
export const findException = defineRoute({
  method: 'GET',
  path: '/api/exception-numbers/:number',
  summary: 'Find an exception by its number: 12 of EX-12',
  access: 'key-or-person',
  params: z.object({ number: z.coerce.number().int().positive() }),
  response: exceptionId,
});

export const exceptedDevice = z.object({
  deviceId: z.uuid(),
  device: z.string(),
  settledAt: timestamp.nullable(),
  settledAs: z.enum(['proven', 'not-required']).nullable(),
  cells: z.array(z.object({ fix: z.string(), verdict })),
  proven: z.int(),
});
export type ExceptedDevice = z.infer<typeof exceptedDevice>;

export const listExceptedDevices = defineRoute({
  method: 'GET',
  path: '/api/exceptions/:exceptionId/devices',
  summary: 'List the devices of an exception with their cells',
  access: 'key-or-person',
  params: exceptionId,
  query: z.object(paging),
  response: listOf(exceptedDevice),
});

const wanted = {
  target: exceptionTarget,
  devices: devicesWanted,
  controls: z.array(control).max(5),
};

export const previewException = defineRoute({
  method: 'POST',
  path: '/api/exceptions/preview',
  summary: 'Show what an exception would set aside, how urgent that is, and whether its controls hold now',
  access: 'key-or-person',
  body: z.object(wanted),
  response: z.object({
    /** Devices that need it now; the others would not be named. */
    devices: z.int(),
    cells: z.int(),
    notNeeded: z.int(),
    unknown: z.array(z.string()),
    ambiguous: z.array(z.string()),
    /** The first twenty. */
    examples: z.array(z.string()),
    urgency,
    usualThreshold: z.number(),
    controls: z.array(
      z.object({
        sentence: z.string(),
        holds: z.boolean(),
        devices: z.int(),
        holding: z.int(),
        failing: z.array(z.string()),
      }),
    ),
  }),
});
export type ExceptionPreview = z.infer<typeof previewException.response>;

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
