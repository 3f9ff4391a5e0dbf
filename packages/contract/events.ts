import { z } from 'zod';
import { defineRoute } from './route.ts';

/** What may have changed. A screen that shows the topic (and, where given, the id) reads again. */
export const eventTopic = z.enum([
  'board',
  'cells',
  'confirmation',
  'cycle',
  'connection',
  'device',
  'disagreement',
  'document',
  'duty',
  'exception',
  'import',
  'knowledge',
  'leadership',
  'log',
  'notification',
  'people',
  'remediation',
  'service-levels',
  'source',
  'work',
]);
export type EventTopic = z.infer<typeof eventTopic>;

/** An event says what to read again; it never carries the data. No id: any of the topic. */
export const batonEvent = z.object({ topic: eventTopic, id: z.string().max(200).optional() });
export type BatonEvent = z.infer<typeof batonEvent>;

/** Server-sent events: each `data:` is a batonEvent, a comment line every 20 s keeps the connection alive. */
export const listenEvents = defineRoute({
  method: 'GET',
  path: '/api/events',
  summary: 'Listen to what changes, as server-sent events',
  access: 'key-or-person',
  transfer: 'stream',
  response: batonEvent,
});
