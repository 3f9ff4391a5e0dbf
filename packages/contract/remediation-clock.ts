import { AIMS } from '@baton/domain/service-levels/deadline.ts';
import { z } from 'zod';
import { ratio, timestamp } from './ratio.ts';

export const clock = z.object({
  /** none: the tier sets no deadline; met and missed: closed in time, or not. */
  state: z.enum(['none', 'running', 'paused', 'over', 'met', 'missed']),
  /** What is due at `dueAt`: that it is prioritised, that it is tested, or the proven fix. */
  aim: z.enum(AIMS),
  startEvent: z.enum(['published', 'detected', 'prioritised', 'tested']),
  startedAt: timestamp.nullable(),
  dueAt: timestamp.nullable(),
  /** When the fix must be proven at the latest, were the test to take its whole budget; equals dueAt where aim is `fix`. */
  latestAt: timestamp.nullable(),
  /** Minutes used of minutes given, pauses left out. */
  used: ratio,
  /** The last mark passed, in percent. */
  passed: z.union([z.literal(0), z.literal(50), z.literal(80), z.literal(100)]),
  /** Why the clock stands still. */
  pausedBecause: z.string().nullable(),
  tier: z.object({
    id: z.string(),
    /** "critical" */
    name: z.string(),
    /** "in KEV"; null where the catch-all tier matched. */
    because: z.string().nullable(),
  }),
  /** "Tier critical (in KEV): 72 h from tested, with 72 h to test." */
  sentence: z.string(),
  policy: z.object({ id: z.string(), name: z.string(), version: z.int() }),
  /** The customer's zone, in which due times are shown: "Europe/Berlin". */
  timeZone: z.string(),
});
export type ClockDto = z.infer<typeof clock>;
