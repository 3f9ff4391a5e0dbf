import {
  LEGS,
  MOVING_ACTS,
  OUTCOMES,
  PLACES,
  REJECT_REASONS,
  REOPEN_CAUSES,
  STAYING_ACTS,
} from '@baton/domain/relay/leg.ts';
import { z } from 'zod';
import { causeId, listOf, owner, paging, ratio, team, timestamp, verdict } from './ratio.ts';
import { clock } from './remediation-clock.ts';
import { remediationWork, type stayingAct } from './remediation-work.ts';
import { defineRoute } from './route.ts';

export const leg = z.enum(LEGS);
/** A leg, or `rejected` (IT said no, InfoSec answers), or `closed`. */
export const place = z.enum(PLACES);
export const rejectReason = z.enum(REJECT_REASONS);
export const reopenCause = z.enum(REOPEN_CAUSES);
export const closedAs = z.enum(OUTCOMES);
export const relayAct = z.enum([...MOVING_ACTS, ...STAYING_ACTS]);

/** Who did something, as screens name them. */
export const doer = z.object({
  kind: z.enum(['person', 'key', 'device', 'system']),
  name: z.string(),
  team: team.nullable(),
});

const remediationHead = {
  id: z.uuid(),
  /** "KB5044273", "openssl 3.0.14-1~deb12u2" */
  fix: z.string(),
  title: z.string(),
  place,
  /** The team that holds the baton; of a closed one the team that watches it. */
  holder: team,
  /** Since when that team holds it, over legs; and since when it is in this leg. */
  heldSince: timestamp,
  inPlaceSince: timestamp,
  /** To whom of the holding team it was given, else who of it moved it last; null where nobody of that team has yet. */
  carrier: z.string().nullable(),
  /** It covers devices that were split off from the rest of the fix. */
  isSplit: z.boolean(),
  /** Goes, or went, as an emergency. */
  emergency: z.boolean(),
  closedAs: closedAs.nullable(),
  /** How many times a later scan has found it again. */
  reopened: z.int(),
  /** Cells of the fix without the excepted ones, and those of them that are proven. */
  agreed: ratio,
  excepted: z.int(),
  clock,
};

export const remediationRow = z.object({
  ...remediationHead,
  severity: z.enum(['critical', 'high', 'medium', 'low', 'none']).nullable(),
  kev: z.boolean(),
  vulnerabilities: z.int(),
});
export type RemediationRow = z.infer<typeof remediationRow>;

/** One stay of the baton in a leg; a reopened leg is a second visit, nothing is overwritten. */
export const legVisit = z.object({
  leg: place,
  team,
  enteredAt: timestamp,
  /** Null while the baton is here. */
  leftAt: timestamp.nullable(),
  minutes: z.int(),
  /** Who ended the visit (or acted last in it). */
  by: doer.nullable(),
  /** "8 devices, all good", "271 of 406 proven"; empty where nothing is to be said. */
  summary: z.string(),
  note: z.string().nullable(),
});
export type LegVisit = z.infer<typeof legVisit>;

/** One thing that is left in this leg: "110 to look at again", "96 scanned before the install, 14 without login". */
export const leftToDo = z.object({
  count: z.int(),
  what: z.string(),
  detail: z.string(),
  verdict: verdict.nullable(),
  /** Who can do it. */
  owner,
  /** Causes behind it, for the filter of devices. */
  causes: z.array(causeId),
});

/** Acts that have a form of their own beside the panel. */
export type StayName = z.infer<typeof stayingAct>;

export const actName = z.enum([
  'hand-over',
  'hand-back',
  'already-in-place',
  'reject',
  'uphold',
  'close',
  'reopen',
  'emergency',
  'deploy',
  'request-verification',
  'verify-devices',
  'comment',
]);
export type ActName = z.infer<typeof actName>;

/** One action, open or closed. A closed one stays visible and says why and whose it is. */
export const offeredAct = z.object({
  act: actName,
  /** A verb with its number: "Hand 25 to IT", "Rescan 110", "Close". */
  label: z.string(),
  /** Where the baton goes; null where it stays. */
  to: place.nullable(),
  /** Exactly one is primary where any is open: the next step of whoever looks. */
  primary: z.boolean(),
  open: z.boolean(),
  /** "Close opens when 406 of 406 are proven." Null where it is open. */
  why: z.string().nullable(),
  needs: z.object({
    note: z.boolean(),
    /** One of the reasons of a rejection; one of the causes of a reopening. */
    reason: z.boolean(),
    cause: z.boolean(),
    devices: z.boolean(),
    testResult: z.boolean(),
  }),
});
export type OfferedAct = z.infer<typeof offeredAct>;

export const legPanel = z.object({
  place,
  team,
  /** The viewer is of the team that holds the baton. */
  yours: z.boolean(),
  left: z.array(leftToDo),
  acts: z.array(offeredAct),
  /** Sentences under the buttons: "Close opens when …", "S. Novak deployed and therefore cannot verify." */
  remarks: z.array(z.string()),
});

export const activityEntry = z.object({
  seq: z.int(),
  at: timestamp,
  by: doer,
  act: relayAct,
  from: place.nullable(),
  to: place.nullable(),
  /** "S. Novak handed over 397 of 412" */
  sentence: z.string(),
  note: z.string().nullable(),
  /** The file that the entry is about. */
  attachment: z.object({ id: z.uuid(), name: z.string(), bytes: z.int() }).nullable(),
  /** The other remediation that it is about. */
  other: z.object({ id: z.uuid(), fix: z.string() }).nullable(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

export const remediationDetail = z.object({
  ...remediationHead,
  /** Changes with every act; acts send it back so that nobody moves a baton that has moved. */
  version: z.int(),
  openedAt: timestamp,
  closedAt: timestamp.nullable(),
  fixFacts: z.object({
    /** Fixed version or OS build. */
    fixedAt: z.string().nullable(),
    vulnerabilities: z.array(z.string()),
    kev: z.array(z.string()),
    severity: z.enum(['critical', 'high', 'medium', 'low', 'none']).nullable(),
    /** "CVSS 3.1, 9.8" */
    severityBy: z.string().nullable(),
    replaces: z.array(z.string()),
    published: z.string().nullable(),
  }),
  itSays: ratio,
  infosecSays: ratio,
  verdicts: z.object({ disputed: z.int(), unproven: z.int(), open: z.int(), proven: z.int(), excepted: z.int() }),
  visits: z.array(legVisit),
  /** Legs not yet reached: dashed nodes ("closed" with "at 406 of 406"). */
  ahead: z.array(z.object({ leg: place, team, summary: z.string() })),
  minutesHeld: z.object({ it: z.int(), infosec: z.int() }),
  panel: legPanel,
  work: remediationWork,
  activity: z.object({ rows: z.array(activityEntry), total: z.int() }),
});
export type RemediationDetail = z.infer<typeof remediationDetail>;

export const byId = z.object({ remediationId: z.uuid() });

/** What lists of remediations are narrowed by. */
export const remediationFilter = {
  /** `open` (default): not closed. */
  state: z.enum(['open', 'closed', 'all']).default('open'),
  place: place.optional(),
  holder: team.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  /** Only those that the caller carries. */
  mine: z.enum(['true', 'false']).optional(),
  /** Only those that the caller watches. */
  watched: z.enum(['true', 'false']).optional(),
  emergency: z.enum(['true', 'false']).optional(),
  search: z.string().max(100).optional(),
};

export const listRemediations = defineRoute({
  method: 'GET',
  path: '/api/remediations',
  summary: 'List remediations with their place, holder and clock',
  access: 'key-or-person',
  query: z.object({
    ...remediationFilter,
    /** sort: due (default), next (what to take up first), fix, not-proven, held, opened; minus in front for descending. */
    ...paging,
  }),
  response: listOf(remediationRow).extend({
    /** Counts for the filter of legs, the place filter itself left out. */
    byPlace: z.array(z.object({ place, remediations: z.int() })),
    overdue: z.int(),
  }),
});

export const getRemediation = defineRoute({
  method: 'GET',
  path: '/api/remediations/:remediationId',
  summary: 'Read one remediation: relay, clock, the viewer’s leg and the newest activity',
  access: 'key-or-person',
  params: byId,
  response: remediationDetail,
});

export const listActivity = defineRoute({
  method: 'GET',
  path: '/api/remediations/:remediationId/activity',
  summary: 'List everything that happened to a remediation, newest first',
  access: 'key-or-person',
  params: byId,
  query: z.object(paging),
  response: listOf(activityEntry),
});
