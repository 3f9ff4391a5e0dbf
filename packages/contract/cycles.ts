import type { CycleSchedule, ScheduleRule } from '@baton/domain/cycles/cycle-schedule.ts';
import { z } from 'zod';
import { cycleLevels, cycleProgress, retrospectiveFigures } from './cycle-figures.ts';
import { listOf, ratio, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

const dayOfMonth = z.int().min(1).max(31);

/** When cycles begin, at midnight of the schedule's zone. */
export const scheduleRule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('weekday'),
    nth: z.literal([1, 2, 3, 4]),
    /** ISO: Monday 1 to Sunday 7. */
    weekday: z.literal([1, 2, 3, 4, 5, 6, 7]),
    plusDays: z.int().min(-28).max(28),
  }),
  /** A day that a month does not have is its last. */
  z.strictObject({ kind: z.literal('monthly'), day: dayOfMonth }),
  z.strictObject({ kind: z.literal('quarterly'), month: z.literal([1, 2, 3]), day: dayOfMonth }),
  /** In order; the last one ends the last cycle. */
  z.strictObject({ kind: z.literal('dates'), starts: z.array(z.iso.date()).max(200).readonly() }),
]) satisfies z.ZodType<ScheduleRule>;

export const cycleSchedule = z.object({
  rule: scheduleRule,
  timeZone: z.string().min(1).max(60),
}) satisfies z.ZodType<CycleSchedule>;

/** `ended`: its retrospective is being made; `review`: it is there, and people fill in theirs; `closed`: both leads have signed it. */
export const cycleState = z.enum(['running', 'ended', 'review', 'closed']);
export type CycleState = z.infer<typeof cycleState>;

export const cycle = z.object({
  number: z.int().positive(),
  state: cycleState,
  startsAt: timestamp,
  endsAt: timestamp,
  timeZone: z.string(),
  /** In its zone, both included. */
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  /** What was required when it began. */
  frozen: z.object({ devices: z.int(), fixes: z.int(), cells: z.int() }),
  agreedAtStart: ratio,
  /** Null until its retrospective is made. */
  agreedAtEnd: ratio.nullable(),
  madeAt: timestamp.nullable(),
  closedAt: timestamp.nullable(),
});
export type CycleDto = z.infer<typeof cycle>;

export const listCycles = defineRoute({
  method: 'GET',
  path: '/api/cycles',
  summary: 'List patch cycles, the newest first, with the schedule by which they begin',
  access: 'key-or-person',
  response: listOf(cycle).extend({
    /** Null until somebody has set one. */
    schedule: cycleSchedule
      .extend({ version: z.int(), setBy: z.string(), setByTeam: team, setAt: timestamp })
      .nullable(),
    /** When the policy in force lets a cycle begin: what a first schedule is best. */
    ofPolicy: cycleSchedule,
  }),
});

export const setCycleSchedule = defineRoute({
  method: 'PUT',
  path: '/api/cycles/schedule',
  summary: 'Set by which rule cycles begin; a running cycle keeps its start and ends by the new rule',
  access: 'person',
  body: cycleSchedule.extend({
    /** The first cycle is the one that holds this day; without it, today. Counts only where there is no cycle yet. */
    since: z.iso.date().optional(),
  }),
  response: z.object({ version: z.int().positive() }),
});

const byNumber = { params: z.object({ number: z.coerce.number().int().positive() }) };

export const getCycle = defineRoute({
  method: 'GET',
  path: '/api/cycles/:number',
  summary: 'Read a cycle: what it began with, what became of it, what came late; as of now while it runs',
  access: 'key-or-person',
  ...byNumber,
  response: z.object({ cycle, progress: cycleProgress, levels: cycleLevels }),
});

export const compareCycles = defineRoute({
  method: 'GET',
  path: '/api/cycles/compare',
  summary: 'Compare cycles whose retrospectives are made, side by side in the order asked for',
  access: 'key-or-person',
  query: z.object({
    /** Numbers with commas: "3,5,8". */
    numbers: z
      .string()
      .regex(/^\d{1,5}(,\d{1,5}){0,11}$/, 'must be up to twelve numbers of cycles, with commas between'),
  }),
  response: z.object({ cycles: z.array(z.object({ cycle, figures: retrospectiveFigures })).readonly() }),
});
export type ComparedCycle = z.infer<typeof compareCycles.response>['cycles'][number];
