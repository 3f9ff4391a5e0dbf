import { z } from 'zod';
import { deviceRequest } from './device-requests.ts';
import { assignee, clock } from './disagreements.ts';
import { question } from './questions.ts';
import { defineRoute } from './route.ts';

/** What people do about one cell. */
export const cellWork = z.object({
  clock: clock.nullable(),
  assignee: assignee.nullable(),
  questions: z.array(question),
  requests: z.array(deviceRequest),
});
export type CellWork = z.infer<typeof cellWork>;

export const getCellWork = defineRoute({
  method: 'GET',
  path: '/api/disagreements/cells/:deviceId/:fix',
  summary: 'Read the clock of a cell, who has it, and what was asked about it',
  access: 'key-or-person',
  params: z.object({ deviceId: z.uuid(), fix: z.string().max(300) }),
  response: cellWork,
});
