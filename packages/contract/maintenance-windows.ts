import { z } from 'zod';
import { listOf, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

const windowName = z.string().trim().min(1).max(100);

const windowRule = {
  /** ISO weekdays on which it begins: Monday 1 to Sunday 7. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  /** Which of these in the month (1: the first); empty: every one. */
  weeks: z.array(z.int().min(1).max(5)).max(5),
  /** "22:00", in the window's zone. */
  startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 22:00'),
  minutes: z.int().min(1).max(10_080),
  timeZone: z.string().min(1).max(60),
  /** For every device. */
  everywhere: z.boolean(),
  groups: z.array(z.string().trim().min(1).max(100)).max(200),
};

export const maintenanceWindow = z.object({
  name: z.string(),
  ...windowRule,
  devices: z.array(z.string()),
  /** The next one, whole, outside of the policy's freezes; null where none comes within two months. */
  next: z.object({ start: timestamp, end: timestamp }).nullable(),
  changedBy: z.string(),
  changedAt: timestamp,
});
export type MaintenanceWindowDto = z.infer<typeof maintenanceWindow>;

export const listWindows = defineRoute({
  method: 'GET',
  path: '/api/maintenance-windows',
  summary: 'List when devices may be changed',
  access: 'key-or-person',
  response: listOf(maintenanceWindow),
});

export const saveWindow = defineRoute({
  method: 'PUT',
  path: '/api/maintenance-windows/:name',
  summary: 'Set a maintenance window, for every device, groups, or devices by name',
  access: 'key-or-person',
  params: z.object({ name: windowName }),
  body: z.object({
    ...windowRule,
    weeks: windowRule.weeks.default([]),
    everywhere: windowRule.everywhere.default(false),
    groups: windowRule.groups.default([]),
    devices: z.array(z.string().trim().min(1).max(253)).max(20_000).default([]),
  }),
  response: maintenanceWindow,
});

export const removeWindow = defineRoute({
  method: 'DELETE',
  path: '/api/maintenance-windows/:name',
  summary: 'Remove a maintenance window',
  access: 'key-or-person',
  params: z.object({ name: windowName }),
  response: z.object({ done: z.literal(true) }),
});

export const readFeasibility = defineRoute({
  method: 'GET',
  path: '/api/service-levels/feasibility',
  summary: 'Say which devices have no maintenance window before their deadline',
  access: 'key-or-person',
  response: z.object({
    /** "These 14 devices have no maintenance window before their deadline." */
    sentence: z.string(),
    devices: z.int(),
    remediations: z.int(),
    rows: z.array(
      z.object({
        remediationId: z.uuid(),
        fix: z.string(),
        title: z.string(),
        dueAt: timestamp,
        devices: z.int(),
        /** The first few by name. */
        names: z.array(z.string()),
      }),
    ),
  }),
});
