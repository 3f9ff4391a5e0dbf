import { z } from 'zod';
import { listOf, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

export const calendarFeed = z.object({
  feedId: z.uuid(),
  name: z.string(),
  windows: z.boolean(),
  deadlines: z.enum(['it', 'infosec', 'both']).nullable(),
  madeAt: timestamp,
  revokedAt: timestamp.nullable(),
  reads: z.int(),
  lastReadAt: timestamp.nullable(),
});
export type CalendarFeed = z.infer<typeof calendarFeed>;

export const listCalendars = defineRoute({
  method: 'GET',
  path: '/api/calendars',
  summary: 'List my calendars: feeds of maintenance windows and deadlines for a calendar program',
  access: 'person',
  response: listOf(calendarFeed),
});

export const makeCalendar = defineRoute({
  method: 'POST',
  path: '/api/calendars',
  summary: 'Make a calendar feed; its address carries a secret and is shown this once',
  access: 'person',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    windows: z.boolean(),
    deadlines: z.enum(['it', 'infosec', 'both']).nullable(),
  }),
  response: z.object({ feedId: z.uuid(), address: z.url() }),
});

export const revokeCalendar = defineRoute({
  method: 'DELETE',
  path: '/api/calendars/:feedId',
  summary: 'Revoke one of my calendar feeds at once',
  access: 'person',
  params: z.object({ feedId: z.uuid() }),
  response: z.object({ done: z.literal(true) }),
});

/** The token stands in the path: calendar programs send nothing else. */
export const readCalendar = defineRoute({
  method: 'GET',
  path: '/api/calendar/:token/baton.ics',
  summary: 'Read a calendar feed (RFC 5545) by its secret address',
  access: 'public',
  transfer: 'file',
  params: z.object({ token: z.string().min(20).max(100) }),
  response: z.string(),
});
