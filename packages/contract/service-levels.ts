import { z } from 'zod';
import { listOf, paging, ratio, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { documentDraft, documentVersion, seenRevision, signBody, versionNote } from './signatures.ts';

/** A policy as text, YAML or JSON. */
const policyText = z.string().min(1).max(200_000);

/** A tier in words, for tables. */
export const tierWords = z.object({
  id: z.string(),
  name: z.string(),
  /** "in KEV, or CVSS critical"; "always". */
  when: z.string(),
  /** "72 h from tested, with 72 h to test" */
  time: z.string(),
});

const policyShown = z.object({
  id: z.string(),
  name: z.string(),
  /** 0: as it ships, signed by nobody. */
  version: z.int().nonnegative(),
  citation: z.string(),
  /** In which its days begin and its times are shown. */
  timeZone: z.string(),
  tiers: z.array(tierWords),
  /** As YAML: what can be changed and applied again. */
  text: z.string(),
});
export type PolicyShown = z.infer<typeof policyShown>;

export const getServiceLevels = defineRoute({
  method: 'GET',
  path: '/api/service-levels',
  summary: 'Read the policy in force, its versions with their signatures, the draft, and the policies that ship',
  access: 'key-or-person',
  response: z.object({
    inForce: policyShown.extend({
      /** Null where it is the shipped one, which nobody has signed. */
      since: timestamp.nullable(),
    }),
    draft: documentDraft.extend({ text: z.string(), policyName: z.string() }).nullable(),
    versions: z.array(documentVersion.extend({ policyName: z.string(), text: z.string() })),
    shipped: z.array(policyShown),
  }),
});

export const policyProblem = z.object({
  line: z.int().positive(),
  column: z.int().positive(),
  /** "tiers.0.time.amount" */
  at: z.string(),
  message: z.string(),
});
export type PolicyProblemDto = z.infer<typeof policyProblem>;

export const checkPolicy = defineRoute({
  method: 'POST',
  path: '/api/service-levels/check',
  summary: 'Check the text of a policy: what is wrong with it, by line; changes nothing',
  access: 'key-or-person',
  body: z.object({ text: policyText }),
  response: z.object({ problems: z.array(policyProblem), tiers: z.array(tierWords) }),
});

export const savePolicyDraft = defineRoute({
  method: 'PUT',
  path: '/api/service-levels/draft',
  summary: 'Keep the text of a policy as the draft; it changes nothing until both leads have signed it',
  access: 'key-or-person',
  body: z.object({ text: policyText, seenRevision }),
  response: z.object({ revision: z.int() }),
});

export const discardPolicyDraft = defineRoute({
  method: 'DELETE',
  path: '/api/service-levels/draft',
  summary: 'Throw the draft away',
  access: 'key-or-person',
  query: z.object({ seenRevision: z.coerce.number().int().nonnegative() }),
  response: z.object({ done: z.literal(true) }),
});

export const offerPolicy = defineRoute({
  method: 'POST',
  path: '/api/service-levels/versions',
  summary: 'Make the draft a version and offer it to both leads for signing',
  access: 'key-or-person',
  body: z.object({ seenRevision, note: versionNote }),
  response: z.object({ version: z.int() }),
});

export const signPolicy = defineRoute({
  method: 'POST',
  path: '/api/service-levels/versions/:version/signatures',
  summary:
    'Sign a version of the policy for my team; with both signatures it is in force and every deadline follows it',
  access: 'person',
  params: z.object({ version: z.coerce.number().int().positive() }),
  body: signBody,
  response: z.object({ inForce: z.boolean() }),
});

/** What to look at the backlog under. */
export const simulatedPolicy = z.discriminatedUnion('of', [
  z.object({ of: z.literal('in-force') }),
  z.object({ of: z.literal('draft') }),
  z.object({ of: z.literal('shipped'), id: z.string().max(60) }),
  z.object({ of: z.literal('version'), version: z.int().positive() }),
  z.object({ of: z.literal('text'), text: policyText }),
]);
export type SimulatedPolicy = z.infer<typeof simulatedPolicy>;

export const simulation = z.object({
  policy: z.object({ id: z.string(), name: z.string(), version: z.int() }),
  open: z.int(),
  overdue: z.int(),
  /** Overdue under it, and not so today. */
  newlyOverdue: z.int(),
  withoutDeadline: z.int(),
  byTier: z.array(z.object({ tierId: z.string(), name: z.string(), remediations: z.int(), overdue: z.int() })),
  /** Work per week and team; a null week is what is overdue already. Weeks begin on Monday. */
  weeks: z.array(
    z.object({
      week: z.iso.date().nullable(),
      remediations: z.int(),
      cells: z.object({ it: z.int(), infosec: z.int() }),
    }),
  ),
  /** Against the deadlines that hold today. */
  moves: z.object({ earlier: z.int(), later: z.int(), same: z.int(), set: z.int(), lifted: z.int() }),
});
export type SimulationDto = z.infer<typeof simulation>;

export const simulatePolicies = defineRoute({
  method: 'POST',
  path: '/api/service-levels/simulate',
  summary: 'Look at today’s backlog under policies side by side: due, overdue, work per week and team; changes nothing',
  access: 'key-or-person',
  body: z.object({ policies: z.array(simulatedPolicy).min(1).max(6) }),
  response: z.object({ now: timestamp, simulations: z.array(simulation) }),
});

export const movedDeadline = z.object({
  remediationId: z.uuid(),
  fix: z.string(),
  title: z.string(),
  direction: z.enum(['earlier', 'later', 'set', 'lifted']),
  fromTier: z.string(),
  toTier: z.string(),
  fromDueAt: timestamp.nullable(),
  toDueAt: timestamp.nullable(),
  holder: team,
});
export type MovedDeadline = z.infer<typeof movedDeadline>;

export const listMoves = defineRoute({
  method: 'POST',
  path: '/api/service-levels/moves',
  summary: 'List the deadlines that a policy would move, those that become overdue first; changes nothing',
  access: 'key-or-person',
  body: z.object({
    policy: simulatedPolicy,
    page: z.int().min(1).default(1),
    pageSize: z.int().min(1).max(500).default(50),
  }),
  response: listOf(movedDeadline),
});

export const deadlineChange = z.object({
  at: timestamp,
  event: z.enum(['opened', 'reopened', 'handed-over', 'facts', 'policy', 'pause']),
  why: z.string(),
  fromDueAt: timestamp.nullable(),
  toDueAt: timestamp.nullable(),
  tier: z.string(),
  policy: z.object({ id: z.string(), name: z.string(), version: z.int() }),
});
export type DeadlineChangeDto = z.infer<typeof deadlineChange>;

export const listDeadlines = defineRoute({
  method: 'GET',
  path: '/api/remediations/:remediationId/deadlines',
  summary: 'List every deadline that a remediation has had and why it moved, newest first',
  access: 'key-or-person',
  params: z.object({ remediationId: z.uuid() }),
  response: listOf(deadlineChange),
});

const mean = z.object({ minutes: z.int().nullable(), of: z.int() });

export const measures = z.object({
  from: timestamp,
  to: timestamp,
  attainment: ratio,
  attainmentByTier: z.array(z.object({ tier: z.string(), attainment: ratio })),
  timeToRemediate: mean,
  ageOfOpen: mean,
  timeToVerify: mean,
  /** Minutes after which half of the fixes are proven; null where more than half is open. By Kaplan-Meier, of so many. */
  halfLife: mean,
  survival: z.array(z.object({ minutes: z.int(), open: z.number(), ended: z.int(), atRisk: z.int() })),
  reopened: ratio,
  /** Devices that both teams look at, of all. */
  coverage: ratio,
  /** Of the cells that are required. */
  disputed: ratio,
  unexplained: ratio,
  legs: z.array(z.object({ leg: z.string(), team, minutes: z.int() })),
});
export type MeasuresDto = z.infer<typeof measures>;

export const getMeasures = defineRoute({
  method: 'GET',
  path: '/api/service-levels/measures',
  summary:
    'Read how well the service levels are kept in a window: attainment, times, half-life, minutes per leg and team',
  access: 'key-or-person',
  query: z.object({
    /** The last so many days, or a window. */
    days: z.coerce.number().int().min(1).max(3660).default(30),
    from: timestamp.optional(),
    to: timestamp.optional(),
  }),
  response: measures,
});

const missed = {
  remediationId: z.uuid(),
  fix: z.string(),
  title: z.string(),
  round: z.int(),
  dueAt: timestamp,
  /** Null while it is open. */
  endedAt: timestamp.nullable(),
  minutesOver: z.int(),
};

/** A round that was not proven by its deadline. */
export const deadlineBreach = z.object({
  kind: z.literal('deadline'),
  ...missed,
  tier: z.string(),
  policy: z.object({ id: z.string(), name: z.string(), version: z.int() }),
  /** Where the minutes from detection on went. Legs and pauses add up to the whole. */
  attribution: z.object({
    from: timestamp,
    until: timestamp,
    legs: z.array(z.object({ leg: z.string(), team, minutes: z.int(), minutesOver: z.int() })),
    pausedMinutes: z.int(),
    minutesByTeam: z.object({ it: z.int(), infosec: z.int() }),
    longest: z.string().nullable(),
  }),
});
export type DeadlineBreach = z.infer<typeof deadlineBreach>;

/** An emergency that the leads of both teams did not approve in time. It ends with the second approval. */
export const approvalBreach = z.object({
  kind: z.literal('approval'),
  ...missed,
  declaredAt: timestamp,
  declaredBy: z.string(),
  /** Where the baton was when the time ran out, and the team that held it. */
  leg: z.string(),
  team,
  /** One of each team had to approve by `dueAt`. */
  approvals: z.array(
    z.object({
      team,
      /** Who did, and when; null while it is waited for. */
      by: z.string().nullable(),
      at: timestamp.nullable(),
      late: z.boolean(),
      /** Leads of the team now: whoever approves is one of them. */
      leads: z.array(z.string()),
    }),
  ),
});
export type ApprovalBreach = z.infer<typeof approvalBreach>;

export const breach = z.discriminatedUnion('kind', [deadlineBreach, approvalBreach]);
export type BreachDto = z.infer<typeof breach>;

export const listBreaches = defineRoute({
  method: 'GET',
  path: '/api/breaches',
  summary:
    'List breaches: missed deadlines with the leg and team that spent the time, and emergencies that both leads did not approve in time',
  access: 'key-or-person',
  query: z.object({
    state: z.enum(['open', 'ended', 'all']).default('all'),
    kind: z.enum(['deadline', 'approval']).optional(),
    remediationId: z.uuid().optional(),
    ...paging,
  }),
  response: listOf(breach),
});
