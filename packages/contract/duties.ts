import { z } from 'zod';
import { team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

/**
 * `away`: not there. `on-call`: asked when no lead and no deputy is there. `deputy`: stands in for the lead who made it,
 * and signs in their place.
 */
export const dutyKind = z.enum(['away', 'on-call', 'deputy']);
export type DutyKindDto = z.infer<typeof dutyKind>;

export const dutyRow = z.object({
  dutyId: z.uuid(),
  kind: dutyKind,
  team,
  personId: z.uuid(),
  person: z.string(),
  /** Of a deputy: the lead in whose place. */
  lead: z.string().nullable(),
  startsAt: timestamp,
  /** Exclusive. */
  endsAt: timestamp,
  note: z.string().nullable(),
  madeBy: z.string(),
  state: z.enum(['to-come', 'now']),
});
export type DutyRow = z.infer<typeof dutyRow>;

export const asked = z.object({
  personId: z.uuid(),
  name: z.string(),
  as: z.enum(['lead', 'deputy', 'on-call', 'lead-away']),
});
export type AskedDto = z.infer<typeof asked>;

export const listDuties = defineRoute({
  method: 'GET',
  path: '/api/duties',
  summary: 'List who is away, on call or deputy, now and to come, and who is asked now for each team',
  access: 'key-or-person',
  response: z.object({
    rows: z.array(dutyRow),
    asked: z.object({ it: z.array(asked), infosec: z.array(asked) }),
  }),
});
export type Duties = z.infer<typeof listDuties.response>;

export const addDuty = defineRoute({
  method: 'POST',
  path: '/api/duties',
  summary: 'Say who of my team is away or on call, or make somebody my deputy until a date',
  access: 'person',
  body: z.object({
    kind: dutyKind,
    personId: z.uuid(),
    startsAt: timestamp,
    endsAt: timestamp,
    note: z.string().trim().max(500).nullable().default(null),
  }),
  response: z.object({ dutyId: z.uuid() }),
});

export const endDuty = defineRoute({
  method: 'POST',
  path: '/api/duties/:dutyId/end',
  summary: 'End an absence, a time on call or a delegation before its time',
  access: 'person',
  params: z.object({ dutyId: z.uuid() }),
  response: z.object({ done: z.literal(true) }),
});
