import { REVIEW_DECISIONS } from '@baton/domain/exceptions/meeting-minutes.ts';
import { z } from 'zod';
import { listOf, paging, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

const present = z.object({ personId: z.uuid(), name: z.string(), team });

const decision = z.object({
  exceptionId: z.uuid(),
  /** "EX-12" */
  name: z.string(),
  what: z.string(),
  decision: z.enum(REVIEW_DECISIONS),
  note: z.string(),
  until: timestamp.nullable(),
  by: z.string(),
  at: timestamp,
});

export const exceptionMeeting = z.object({
  meetingId: z.uuid(),
  heldAt: timestamp,
  openedBy: z.string(),
  present: z.array(present),
  closedAt: timestamp.nullable(),
  closedBy: z.string().nullable(),
  decisions: z.array(decision),
  /** Plain text; of an open meeting as they would be now. */
  minutes: z.string(),
});
export type ExceptionMeeting = z.infer<typeof exceptionMeeting>;

const meetingId = z.object({ meetingId: z.uuid() });

export const listMeetings = defineRoute({
  method: 'GET',
  path: '/api/exception-meetings',
  summary: 'List review meetings of exceptions with their minutes, newest first',
  access: 'key-or-person',
  query: z.object(paging),
  response: listOf(exceptionMeeting),
});

export const openMeeting = defineRoute({
  method: 'POST',
  path: '/api/exception-meetings',
  summary: 'Open a review meeting: people of both teams are there',
  access: 'person',
  body: z.object({ present: z.array(z.uuid()).min(2).max(50) }),
  response: exceptionMeeting,
});

export const decideInMeeting = defineRoute({
  method: 'POST',
  path: '/api/exception-meetings/:meetingId/decisions',
  summary: 'Decide on an exception in a review meeting: renew it, end it, or hand it back to its owner',
  access: 'person',
  params: meetingId,
  body: z
    .object({
      exceptionId: z.uuid(),
      decision: z.enum(REVIEW_DECISIONS),
      note: z.string().trim().max(2000).default(''),
      /** Of a renewal; as long again as it lasted unless told. */
      until: timestamp.optional(),
    })
    .refine(({ decision: what, note }) => what === 'renew' || note !== '', {
      path: ['note'],
      message: 'an end or a hand-back says why',
    }),
  response: exceptionMeeting,
});

export const closeMeeting = defineRoute({
  method: 'POST',
  path: '/api/exception-meetings/:meetingId/close',
  summary: 'Close a review meeting: its minutes are written and kept',
  access: 'person',
  params: meetingId,
  body: z.object({ notes: z.string().trim().max(20_000).default('') }),
  response: exceptionMeeting,
});
