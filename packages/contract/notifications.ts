import { z } from 'zod';
import { listOf, paging, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

/** Something that one person is told, once. */
export const notification = z.object({
  id: z.int(),
  /**
   * What it is about: `clock-warning`, `clock-breach`, `escalation`, `signature-wanted`, `digest`, `mention`,
   * `assignment`, `emergency`, `watched`.
   */
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  /** Where to act: a path of the web app. */
  path: z.string(),
  createdAt: timestamp,
  readAt: timestamp.nullable(),
  /** What became of what it asks for, in a sentence; null while it waits, or where it asks for nothing. */
  settled: z.string().nullable(),
});
export type NotificationRow = z.infer<typeof notification>;

export const listNotifications = defineRoute({
  method: 'GET',
  path: '/api/notifications',
  summary: 'List what is for me, newest first',
  access: 'person',
  /** `unread`: neither read nor settled. */
  query: z.object({ unread: z.enum(['true', 'false']).optional(), ...paging }),
  response: listOf(notification).extend({ unread: z.int() }),
});

export const readNotification = defineRoute({
  method: 'POST',
  path: '/api/notifications/read',
  summary: 'Mark messages as read: one, or all up to one',
  access: 'person',
  body: z.union([z.object({ id: z.int() }), z.object({ upTo: z.int() })]),
  response: z.object({ read: z.int() }),
});
