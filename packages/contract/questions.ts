import { z } from 'zod';
import { count, selection } from './disagreement-acts.ts';
import { causeId, listOf, paging, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

// Questions between the teams, about cells.

const words = z.string().trim().min(1).max(4000);

export const question = z.object({
  id: z.uuid(),
  /** A dispute says that the named cause is wrong. */
  kind: z.enum(['question', 'dispute']),
  askedTeam: team,
  askingTeam: team,
  askedAt: timestamp,
  /** The one cause of its cells; null where they have several. */
  cause: causeId.nullable(),
  causeLabel: z.string().nullable(),
  ruleVersion: z.int().nullable(),
  ...count,
  /** Whose word is awaited; null once it is answered. */
  waitsFor: team.nullable(),
  /** One of its cells. */
  first: z.object({ deviceId: z.uuid(), device: z.string(), fix: z.string() }),
  messages: z.array(z.object({ at: timestamp, byName: z.string(), byTeam: team, text: z.string() })),
  /** What the caller may say here; null: nothing. */
  mayAnswer: z.boolean(),
});
export type QuestionDto = z.infer<typeof question>;

const byQuestion = z.object({ questionId: z.uuid() });

export const askQuestion = defineRoute({
  method: 'POST',
  path: '/api/disagreements/questions',
  summary: 'Ask the other team about cells, or dispute the cause that they are said to have',
  access: 'key-or-person',
  body: z.object({ selection, text: words, kind: question.shape.kind.default('question') }),
  response: question,
});

export const answerQuestion = defineRoute({
  method: 'POST',
  path: '/api/disagreements/questions/:questionId/messages',
  summary: 'Answer a question, or say more where one’s own team asked',
  access: 'key-or-person',
  params: byQuestion,
  body: z.object({ text: words }),
  response: question,
});

export const listQuestions = defineRoute({
  method: 'GET',
  path: '/api/disagreements/questions',
  summary: 'List questions with their answers, those that wait first',
  access: 'key-or-person',
  query: z.object({
    waitsFor: team.optional(),
    open: z.enum(['true', 'false']).optional(),
    page: paging.page,
    pageSize: paging.pageSize,
  }),
  response: listOf(question),
});
