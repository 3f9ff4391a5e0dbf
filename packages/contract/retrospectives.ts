import { type ActionPromise, PROMISE_MEASURES } from '@baton/domain/cycles/promise.ts';
import { JUDGEMENTS, PROMPTS } from '@baton/domain/cycles/review.ts';
import type { GoalFigure } from '@baton/domain/leadership/joint-goals.ts';
import { z } from 'zod';
import { retrospectiveFigures } from './cycle-figures.ts';
import { cycle } from './cycles.ts';
import { causeId, ratio, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { documentVersion, signBody, versionNote } from './signatures.ts';

const byNumber = { params: z.object({ number: z.coerce.number().int().positive() }) };
const done = z.object({ done: z.literal(true) });

const author = z.object({ personId: z.uuid(), name: z.string(), team });

/** What one person wrote under a prompt. */
const reviewEntry = z.object({
  entryId: z.uuid(),
  prompt: z.enum(PROMPTS),
  words: z.string(),
  by: author,
  at: timestamp,
});
export type ReviewEntry = z.infer<typeof reviewEntry>;

/** A number that an action promises, as a figure of the next retrospective: of a share in per cent. */
export const actionPromise = z.strictObject({
  measure: z.enum(PROMISE_MEASURES),
  target: z.number().min(0).max(100_000_000).multipleOf(0.1),
  /** Of `cause-cells`. */
  cause: causeId.nullable().default(null),
}) satisfies z.ZodType<ActionPromise>;

export const promisedFigure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('share'), share: ratio }),
  z.object({ kind: z.literal('number'), number: z.number() }),
]) satisfies z.ZodType<GoalFigure>;

const judgement = z.object({
  /** The cycle that judged it. */
  number: z.int(),
  judgement: z.enum(JUDGEMENTS),
  note: z.string(),
  figure: promisedFigure.nullable(),
  kept: z.boolean().nullable(),
  /** Of a carried one, its new date. */
  dueOn: z.iso.date().nullable(),
  by: author,
  at: timestamp,
});

export const reviewAction = z.object({
  actionId: z.uuid(),
  /** The cycle that it was made in. */
  madeIn: z.int(),
  what: z.string(),
  owner: author,
  /** As last agreed. */
  dueOn: z.iso.date(),
  promise: actionPromise.nullable(),
  /** What was promised, in words: "Cells at most 500, by cause: Scan older than the fix". */
  promised: z.string().nullable(),
  madeBy: author,
  madeAt: timestamp,
  /** By earlier cycles and this one, the oldest first. */
  judgements: z.array(judgement),
  /** What the promised number is in this cycle's retrospective, and whether that keeps the promise. */
  figure: promisedFigure.nullable(),
  kept: z.boolean().nullable(),
});
export type ReviewAction = z.infer<typeof reviewAction>;

export const retrospective = z.object({
  cycle,
  /** Null until the cycle has ended and its figures are made. */
  figures: retrospectiveFigures.nullable(),
  entries: z.array(reviewEntry),
  /** Made in this cycle; the next one judges them. */
  actions: z.array(reviewAction),
  /** Made in earlier cycles; this one judges them. */
  toJudge: z.array(reviewAction),
  /** As it was offered for closing, newest first. */
  versions: z.array(
    documentVersion.extend({
      /** Whether it still says what stands here; else it is offered again. */
      current: z.boolean(),
    }),
  ),
});
export type RetrospectiveDto = z.infer<typeof retrospective>;

export const readRetrospective = defineRoute({
  method: 'GET',
  path: '/api/cycles/:number/retrospective',
  summary: 'Read the retrospective of a cycle: figures from data, what people wrote, actions and how they were judged',
  access: 'key-or-person',
  ...byNumber,
  response: retrospective,
});

export const exportMarkdown = defineRoute({
  method: 'GET',
  path: '/api/cycles/:number/retrospective.md',
  summary: 'Download the retrospective of a cycle as Markdown',
  access: 'key-or-person',
  transfer: 'file',
  ...byNumber,
  response: z.string(),
});

export const exportHtml = defineRoute({
  method: 'GET',
  path: '/api/cycles/:number/retrospective.html',
  summary: 'Download the retrospective of a cycle as one HTML page that prints on A4 and loads nothing',
  access: 'key-or-person',
  transfer: 'file',
  ...byNumber,
  response: z.string(),
});

export const addEntry = defineRoute({
  method: 'POST',
  path: '/api/cycles/:number/entries',
  summary: 'Write under a prompt of a retrospective: what worked, what failed, what to adjust',
  access: 'person',
  ...byNumber,
  body: z.object({ prompt: z.enum(PROMPTS), words: z.string().trim().min(1).max(2000) }),
  response: z.object({ entryId: z.uuid() }),
});

export const takeEntryBack = defineRoute({
  method: 'DELETE',
  path: '/api/cycles/:number/entries/:entryId',
  summary: 'Take back what I wrote under a prompt',
  access: 'person',
  params: byNumber.params.extend({ entryId: z.uuid() }),
  response: done,
});

export const addAction = defineRoute({
  method: 'POST',
  path: '/api/cycles/:number/actions',
  summary: 'Add an action with its owner and date, and the number that it promises, if it does',
  access: 'person',
  ...byNumber,
  body: z.object({
    what: z.string().trim().min(1).max(500),
    ownerId: z.uuid(),
    dueOn: z.iso.date(),
    promise: actionPromise.nullable().default(null),
  }),
  response: z.object({ actionId: z.uuid() }),
});

export const takeActionBack = defineRoute({
  method: 'DELETE',
  path: '/api/cycles/:number/actions/:actionId',
  summary: 'Take an action back before its retrospective is closed',
  access: 'person',
  params: byNumber.params.extend({ actionId: z.uuid() }),
  response: done,
});

export const judgeAction = defineRoute({
  method: 'PUT',
  path: '/api/cycles/:number/judgements/:actionId',
  summary: 'Judge an action of an earlier cycle: done, not done, or carried over to a new date',
  access: 'person',
  params: byNumber.params.extend({ actionId: z.uuid() }),
  body: z.object({
    judgement: z.enum(JUDGEMENTS),
    note: z.string().trim().min(1).max(1000),
    /** Of a carried one. */
    dueOn: z.iso.date().nullable().default(null),
  }),
  response: done,
});

export const offerRetrospective = defineRoute({
  method: 'POST',
  path: '/api/cycles/:number/retrospective/versions',
  summary: 'Offer the retrospective as it stands to both leads, who close it by signing',
  access: 'key-or-person',
  ...byNumber,
  body: z.object({ note: versionNote }),
  response: z.object({ version: z.int().positive() }),
});

export const signRetrospective = defineRoute({
  method: 'POST',
  path: '/api/cycles/:number/retrospective/versions/:version/signatures',
  summary: 'Sign the retrospective for my team, proving again who I am; with both signatures it is closed',
  access: 'person',
  params: byNumber.params.extend({ version: z.coerce.number().int().positive() }),
  body: signBody,
  response: z.object({ closed: z.boolean() }),
});
