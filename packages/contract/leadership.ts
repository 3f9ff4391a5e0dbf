import { GOAL_MEASURES, type JointGoals } from '@baton/domain/leadership/joint-goals.ts';
import { GAP_KINDS } from '@baton/domain/leadership/missing-proof.ts';
import { z } from 'zod';
import { listOf, ratio, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { documentDraft, documentVersion, seenRevision, signBody, versionNote } from './signatures.ts';

const goalMeasure = z.enum(GOAL_MEASURES);

/** What both leads sign. Of a share the target is per cent, with at most one decimal; of a number a whole number. */
export const jointGoals = z.strictObject({
  title: z.string().trim().min(1).max(100),
  by: z.iso.date(),
  goals: z
    .array(z.strictObject({ measure: goalMeasure, target: z.number().min(0).max(1_000_000).multipleOf(0.1) }))
    .min(1)
    .max(6),
}) satisfies z.ZodType<JointGoals>;

const goalFigure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('share'), share: ratio }),
  z.object({ kind: z.literal('number'), number: z.number() }),
]);

/** Fixes with a vulnerability in KEV, and all open cells weighted by EPSS, as of a moment, by what is known now. */
const risk = z.object({
  /** The last second of a past day, or now. */
  asOf: timestamp,
  kevFixes: z.int(),
  kevCells: z.int(),
  /** Each cell that is not proven and not excepted, by the highest EPSS of its fix: 0.3 for a chance of 30 %. */
  epssWeighted: z.number(),
});
export type RiskDto = z.infer<typeof risk>;

export const leadershipPage = z.object({
  asOf: timestamp,
  agreed: ratio,
  agreedWithoutExceptions: ratio,
  exceptedCells: z.int(),
  exceptions: z.object({
    inForce: z.int(),
    devices: z.int(),
    /** Of those in force, all together. */
    renewals: z.int(),
    /** In force the longest, renewals included. */
    oldest: z.object({ name: z.string(), what: z.string(), since: timestamp, renewals: z.int() }).nullable(),
  }),
  verdicts: z.object({ proven: z.int(), open: z.int(), disputed: z.int(), unproven: z.int(), excepted: z.int() }),
  unexplained: ratio,
  /** Disputed and unproven cells by what keeps them from being agreed. */
  gaps: z.array(z.object({ kind: z.enum(GAP_KINDS), words: z.string(), cells: z.int() })),
  trend: z.object({
    step: z.enum(['day', 'week', 'month']),
    /** The ends of past periods, and now. */
    points: z.array(z.object({ day: z.iso.date(), agreed: ratio })),
  }),
  verifiedOnTime: z.object({ days: z.int(), now: ratio, before: ratio }),
  /** Mean, of what was proven in the last 90 days, and in the 90 before. */
  timeToVerify: z.object({
    now: z.object({ minutes: z.int().nullable(), of: z.int() }),
    before: z.object({ minutes: z.int().nullable(), of: z.int() }),
  }),
  risk: z.object({ now: risk, before: risk.nullable() }),
  oldest: z
    .object({ title: z.string(), fix: z.string(), openSince: timestamp, days: z.int(), cells: z.int() })
    .nullable(),
  seenByBoth: ratio,
  /** Null until both leads have signed goals. */
  goals: z
    .object({
      version: z.int().positive(),
      signedAt: timestamp,
      title: z.string(),
      by: z.iso.date(),
      goals: z.array(
        z.object({
          measure: goalMeasure,
          label: z.string(),
          unit: z.string(),
          target: z.number(),
          figure: goalFigure,
          /** Null where there is nothing to count yet. */
          reached: z.boolean().nullable(),
        }),
      ),
    })
    .nullable(),
  /** Of the visits that ended in the last 90 days: the median, and how many they are. */
  legs: z.array(z.object({ leg: z.string(), medianMinutes: z.int(), visits: z.int() })),
  needs: z.array(z.object({ title: z.string(), why: z.string(), cells: z.int() })),
  charter: z.object({ version: z.int().nullable(), from: timestamp.nullable() }),
  policy: z.object({ name: z.string(), version: z.int() }),
});
export type LeadershipPage = z.infer<typeof leadershipPage>;

export const readLeadership = defineRoute({
  method: 'GET',
  path: '/api/leadership',
  summary: 'Read the page that CIO and CISO read together: agreed and its trend, risk, goals, where time goes',
  access: 'key-or-person',
  response: leadershipPage,
});

// Joint goals, a document that both leads sign.

const goalsState = z.object({
  draft: documentDraft.extend({ goals: jointGoals }).nullable(),
  /** Newest first. */
  versions: z.array(documentVersion.extend({ goals: jointGoals })),
});
export type GoalsState = z.infer<typeof goalsState>;

export const readGoals = defineRoute({
  method: 'GET',
  path: '/api/leadership/goals',
  summary: 'Read the joint goals: the draft, and every version with its signatures',
  access: 'key-or-person',
  response: goalsState,
});

export const saveGoalsDraft = defineRoute({
  method: 'PUT',
  path: '/api/leadership/goals/draft',
  summary: 'Keep a draft of the joint goals; they hold when both leads have signed them',
  access: 'key-or-person',
  body: z.object({ seenRevision, goals: jointGoals }),
  response: z.object({ revision: z.int().positive() }),
});

export const discardGoalsDraft = defineRoute({
  method: 'DELETE',
  path: '/api/leadership/goals/draft',
  summary: 'Throw the draft of the joint goals away',
  access: 'key-or-person',
  query: z.object({ seenRevision: z.coerce.number().int().positive() }),
  response: z.object({ done: z.literal(true) }),
});

export const offerGoals = defineRoute({
  method: 'POST',
  path: '/api/leadership/goals/versions',
  summary: 'Make the draft a version of the joint goals and offer it to both leads for signing',
  access: 'key-or-person',
  body: z.object({ seenRevision: z.int().positive(), note: versionNote }),
  response: z.object({ version: z.int().positive() }),
});

export const signGoals = defineRoute({
  method: 'POST',
  path: '/api/leadership/goals/versions/:version/signatures',
  summary: 'Sign a version of the joint goals for my team, proving again who I am',
  access: 'person',
  params: z.object({ version: z.coerce.number().int().positive() }),
  body: signBody,
  response: z.object({ inForce: z.boolean() }),
});

// The page for who has no account, and on paper.

export const sharedLink = z.object({
  linkId: z.uuid(),
  madeBy: z.string(),
  madeByTeam: team,
  madeAt: timestamp,
  expiresAt: timestamp,
  revokedAt: timestamp.nullable(),
  /** How often the page was read by it, and when last. */
  reads: z.int(),
  lastReadAt: timestamp.nullable(),
});
export type SharedLink = z.infer<typeof sharedLink>;

export const listSharedLinks = defineRoute({
  method: 'GET',
  path: '/api/leadership/links',
  summary: 'List the links that show the leadership page to who has no account, newest first',
  access: 'key-or-person',
  response: listOf(sharedLink),
});

export const makeSharedLink = defineRoute({
  method: 'POST',
  path: '/api/leadership/links',
  summary: 'Make a link that shows the leadership page, and nothing else, until it expires',
  access: 'person',
  body: z.object({ days: z.int().min(1).max(31).default(7) }),
  /** The link is shown this once. */
  response: z.object({ linkId: z.uuid(), link: z.url(), expiresAt: timestamp }),
});

export const revokeSharedLink = defineRoute({
  method: 'DELETE',
  path: '/api/leadership/links/:linkId',
  summary: 'Revoke a link to the leadership page at once',
  access: 'person',
  params: z.object({ linkId: z.uuid() }),
  response: z.object({ done: z.literal(true) }),
});

/** The link is `<server>/shared#<token>`: what follows # is sent to no server; the page sends it in a body. */
export const readSharedPage = defineRoute({
  method: 'POST',
  path: '/api/leadership/shared',
  summary: 'Read the leadership page by a link',
  access: 'public',
  body: z.object({ token: z.string().min(20).max(100) }),
  response: z.object({ page: leadershipPage, expiresAt: timestamp }),
});

export const printLeadership = defineRoute({
  method: 'GET',
  path: '/api/leadership/page.pdf',
  summary: 'Download the leadership page as PDF, one page A4; needs Chromium on the server’s machine',
  access: 'key-or-person',
  transfer: 'file',
  response: z.string(),
});

export const mailLeadership = defineRoute({
  method: 'GET',
  path: '/api/leadership/page.eml',
  summary: 'Download the leadership page as a message to send on, as plain text and HTML',
  access: 'key-or-person',
  transfer: 'file',
  query: z.object({
    /** Addresses, as they stand in a message's To. */
    to: z
      .string()
      .max(1000)
      .regex(/^[\x20-\x7e]*$/, 'must be plain addresses on one line')
      .optional(),
  }),
  response: z.string(),
});
