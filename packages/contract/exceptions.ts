import { EXCEPTION_REASONS, RISK_LEVELS } from '@baton/domain/exceptions/exception-reason.ts';
import { EXCEPTION_STATES } from '@baton/domain/exceptions/exception-state.ts';
import { z } from 'zod';
import { control, exceptionTarget, exceptionTerms, urgency } from './exception-terms.ts';
import { listOf, paging, team, timestamp, verdict } from './ratio.ts';
import { defineRoute } from './route.ts';
import { contentHash } from './signatures.ts';

export const exceptionState = z.enum(EXCEPTION_STATES);
export const exceptionReason = z.enum(EXCEPTION_REASONS);
export const riskLevel = z.enum(RISK_LEVELS);

export const exceptionId = z.object({ exceptionId: z.uuid() });
export const words = z.string().trim().min(1).max(2000);

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
  /** How often the same risk was put off: rounds signed after the first, and a request soon after an earlier exception ended. */
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

/** An exception that ended within 90 days before a request on the same fix or product and some of the same devices. */
const endedBefore = z.object({
  exceptionId: z.uuid(),
  /** "EX-12" */
  name: z.string(),
  endedAt: timestamp,
  renewals: z.int(),
});

export const exceptionDetail = exceptionRow.extend({
  /** What it was asked for anew after, newest first: then the request counts as a renewal. */
  goesOnFrom: z.array(endedBefore),
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

export const wanted = {
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
    /** Exceptions that ended shortly before: a request now counts as a renewal of them. */
    goesOnFrom: z.array(endedBefore),
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
