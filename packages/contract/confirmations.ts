import { z } from 'zod';
import { causeId, listOf, paging, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

export const answerWord = z.enum(['scanner-wrong', 'check-right']);

export const checkName = z.object({ tool: z.string(), id: z.string(), name: z.string() });

/** An answer that holds for a cell now. */
export const heldAnswer = z.object({
  confirmationId: z.uuid(),
  answer: answerWord,
  by: z.string(),
  at: timestamp,
  expiresAt: timestamp,
  note: z.string(),
});

/** What may be answered about a cell whose cause has positive proof. */
export const offeredAnswer = z.object({
  cause: causeId,
  causeLabel: z.string(),
  check: checkName,
  open: z.boolean(),
  /** Why this caller may not. */
  why: z.string().nullable(),
});

/** Where an answer stands: it holds; its evidence has changed; it has expired; it was taken back, or replaced by a later one. */
export const answerState = z.enum(['holds', 'evidence-changed', 'expired', 'taken-back', 'replaced']);

export const confirmationRow = z.object({
  confirmationId: z.uuid(),
  /** Given in one act on one check. */
  actId: z.uuid(),
  deviceId: z.uuid(),
  device: z.string(),
  fix: z.string(),
  answer: answerWord,
  cause: causeId,
  causeLabel: z.string(),
  check: checkName,
  proofKey: z.string(),
  evidence: z.object({
    sentence: z.string(),
    it: z.object({ what: z.string(), detail: z.string() }),
    infosec: z.object({ what: z.string(), detail: z.string() }),
  }),
  note: z.string(),
  by: z.string(),
  at: timestamp,
  expiresAt: timestamp,
  state: answerState,
  endedAt: timestamp.nullable(),
  endedBy: z.string().nullable(),
});
export type ConfirmationRow = z.infer<typeof confirmationRow>;

/** One cell, or the cells of one check and cause as they are at this moment. */
const target = z.union([
  z.strictObject({ deviceId: z.uuid(), fix: z.string().min(1).max(300) }),
  z.strictObject({ tool: z.string().min(1).max(100), check: z.string().min(1).max(200), cause: causeId }),
]);

const given = z.object({ actId: z.uuid(), cells: z.int(), devices: z.int() });

export const confirmMistake = defineRoute({
  method: 'POST',
  path: '/api/confirmations',
  summary: 'Confirm for InfoSec that the scanner is wrong about a cell, or about the cells of a check: a person does',
  access: 'person',
  body: z.object({
    target,
    note: z.string().trim().max(2000).default(''),
    expiresInDays: z.int().min(1).max(366).default(90),
  }),
  response: given,
});

export const upholdCheck = defineRoute({
  method: 'POST',
  path: '/api/confirmations/uphold',
  summary: 'Uphold for InfoSec that the check is right, with the reason: the cell keeps its cause and IT sees why',
  access: 'person',
  body: z.object({
    target,
    note: z.string().trim().min(1).max(2000),
    expiresInDays: z.int().min(1).max(366).default(90),
  }),
  response: given,
});

/** How many cells an answer about a check would be about. */
export const previewAnswer = defineRoute({
  method: 'GET',
  path: '/api/confirmations/preview',
  summary: 'Count the cells that an answer about a check would be about now',
  access: 'key-or-person',
  query: z.object({ tool: z.string().max(100), check: z.string().max(200), cause: causeId }),
  response: z.object({ cells: z.int(), devices: z.int(), examples: z.array(z.string()) }),
});

export const takeBackConfirmation = defineRoute({
  method: 'POST',
  path: '/api/confirmations/:confirmationId/take-back',
  summary: 'Take an answer of InfoSec’s back; with `wholeAct` everything that was answered in the same act',
  access: 'person',
  params: z.object({ confirmationId: z.uuid() }),
  body: z.object({ wholeAct: z.boolean().default(false) }),
  response: z.object({ cells: z.int() }),
});

export const listConfirmations = defineRoute({
  method: 'GET',
  path: '/api/confirmations',
  summary: 'List what InfoSec answered about scanners’ mistakes, newest first',
  access: 'key-or-person',
  query: z.object({
    tool: z.string().max(100).optional(),
    check: z.string().max(200).optional(),
    device: z.uuid().optional(),
    answer: answerWord.optional(),
    open: z.enum(['true', 'false']).optional(),
    ...paging,
  }),
  response: listOf(confirmationRow),
});

export const scoreRow = z.object({
  tool: z.string(),
  /** Null for the whole tool. */
  check: z.string().nullable(),
  name: z.string().nullable(),
  /** Confirmed wrong, of the cells answered. */
  wrong: z.int(),
  answered: z.int(),
  devices: z.int(),
  acts: z.int(),
  people: z.int(),
  lastAt: timestamp,
  cause: causeId.nullable(),
  causeLabel: z.string().nullable(),
  /** Wrong often enough that a rule is proposed: a draft for both leads, never applied by itself. */
  proposal: z.object({ ruleId: causeId, inRules: z.boolean() }).nullable(),
});
export type ScoreRow = z.infer<typeof scoreRow>;

export const getScorecard = defineRoute({
  method: 'GET',
  path: '/api/scorecard',
  summary: 'Read how often each check and tool was confirmed wrong, of how often it was answered',
  access: 'key-or-person',
  response: z.object({ tools: z.array(scoreRow), checks: z.array(scoreRow) }),
});

export const proposeRule = defineRoute({
  method: 'POST',
  path: '/api/scorecard/propose',
  summary: 'Write the rule that a check’s scorecard proposes into the draft of the rule set',
  access: 'key-or-person',
  body: z.object({ tool: z.string().min(1).max(100), check: z.string().min(1).max(200) }),
  response: z.object({ ruleId: causeId }),
});
