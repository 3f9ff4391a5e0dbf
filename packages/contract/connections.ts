import { CONNECTION_KINDS } from '@baton/domain/connections/connection-kind.ts';
import { z } from 'zod';
import { listOf, paging, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

export const connectionKind = z.enum(CONNECTION_KINDS);

/** What is sent: `*`, `remediation.*`, `remediation.closed`. Acts are called as in the log, messages `message.<kind>`. */
export const eventPattern = z
  .string()
  .max(80)
  .regex(/^(\*|[a-z][a-z-]*\.(\*|[a-z][a-z-]*))$/, 'an event like remediation.closed, remediation.* or *');
const events = z.array(eventPattern).min(1).max(50);
const messageEvents = z
  .array(eventPattern.regex(/^message\./, 'a message like message.clock-breach'))
  .min(1)
  .max(50);
const address = z.url({ protocol: /^https?$/ }).max(2000);
/** Certificates in PEM by which the server is trusted, where its authority is the customer's own. */
const authority = z
  .string()
  .trim()
  .max(20_000)
  .regex(/^-----BEGIN CERTIFICATE-----/, 'a certificate in PEM')
  .nullable()
  .default(null);
/** A state over there for each phase of the relay; null leaves it as it is. */
const state = z.string().trim().min(1).max(100).nullable();
const states = z.object({ waiting: state, working: state, verifying: state, closed: state });
/** When an issue is opened: by hand only, or as soon as InfoSec hands the baton to IT. */
const opens = z.enum(['by-hand', 'accept']).default('by-hand');

export const webhookSettings = z.object({ kind: z.literal('webhook'), url: address, events, authority });
const slackSettings = z.object({ kind: z.literal('slack'), events });
const teamsSettings = z.object({ kind: z.literal('teams'), events });
export const emailSettings = z.object({
  kind: z.literal('email'),
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  /** `tls` from the first byte (465), `starttls` before anything else is said (587), `none` for a relay on the own network. */
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().trim().min(1).max(200).nullable(),
  from: z.email().max(200),
  events: messageEvents.default(['message.*']),
  authority,
});
export const jiraSettings = z.object({
  kind: z.literal('jira'),
  url: address,
  deployment: z.enum(['cloud', 'data-center']),
  /** The account's e-mail in the cloud; null with a personal access token of a data center. */
  user: z.string().trim().min(1).max(200).nullable(),
  project: z
    .string()
    .trim()
    .regex(/^[A-Z][A-Z0-9_]{0,79}$/, 'a project’s key like OPS'),
  issueType: z.string().trim().min(1).max(100).default('Task'),
  states: states.default({ waiting: 'To Do', working: 'In Progress', verifying: 'In Progress', closed: 'Done' }),
  opens,
  authority,
});
export const servicenowSettings = z.object({
  kind: z.literal('servicenow'),
  url: address,
  user: z.string().trim().min(1).max(200),
  table: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{0,79}$/, 'a table like incident')
    .default('incident'),
  /** Values of the table's field `state`: of an incident 1 new, 2 in progress, 6 resolved. */
  states: states.default({ waiting: '1', working: '2', verifying: '2', closed: '6' }),
  /** Internal notes, or comments that the caller reads. */
  words: z.enum(['work_notes', 'comments']).default('work_notes'),
  /** What a resolved incident must say. */
  closeCode: z.string().trim().min(1).max(100).nullable().default(null),
  opens,
  authority,
});

/** By kind; secrets stand beside. */
export const connectionSettings = z.discriminatedUnion('kind', [
  webhookSettings,
  slackSettings,
  teamsSettings,
  emailSettings,
  jiraSettings,
  servicenowSettings,
]);
export type ConnectionSettings = z.output<typeof connectionSettings>;
export type JiraSettings = z.output<typeof jiraSettings>;
export type ServicenowSettings = z.output<typeof servicenowSettings>;
export type EmailSettings = z.output<typeof emailSettings>;

export const connection = z.object({
  connectionId: z.uuid(),
  name: z.string(),
  settings: connectionSettings,
  /** Where it leads to: a host, never a secret address. */
  place: z.string(),
  hasSecret: z.boolean(),
  active: z.boolean(),
  madeBy: z.string(),
  madeAt: timestamp,
  changedBy: z.string(),
  changedAt: timestamp,
  /** What is wrong, since when, and what to do. */
  failing: z.object({ since: timestamp, problem: z.string(), hint: z.string().nullable() }).nullable(),
  /** Of the last 30 days, and of issues over there. */
  deliveries: z.object({ waiting: z.int(), sent: z.int(), failed: z.int() }),
  tracks: z.int(),
});
export type ConnectionRow = z.infer<typeof connection>;

const connectionParams = z.object({ connectionId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const name = z.string().trim().min(1).max(100);
/** A password, a token, or the secret address of an incoming webhook. It is sealed and never shown again. */
const secret = z.string().trim().min(1).max(4000);

export const listConnections = defineRoute({
  method: 'GET',
  path: '/api/connections',
  summary: 'List connections to other tools, each with what is wrong with it',
  access: 'key-or-person',
  response: listOf(connection),
});

export const addConnection = defineRoute({
  method: 'POST',
  path: '/api/connections',
  summary: 'Add a connection to another tool',
  access: 'person',
  body: z.object({ name, settings: connectionSettings, secret: secret.optional() }),
  /** Of a webhook also the secret that it is signed by, shown this once. */
  response: z.object({ connection, signingSecret: z.string().nullable() }),
});

export const changeConnection = defineRoute({
  method: 'PUT',
  path: '/api/connections/:connectionId',
  summary: 'Change a connection; a secret that is left out stays, except where the host becomes another',
  access: 'person',
  params: connectionParams,
  body: z.object({ name, settings: connectionSettings, secret: secret.optional() }),
  response: connection,
});

export const setConnectionActive = defineRoute({
  method: 'POST',
  path: '/api/connections/:connectionId/active',
  summary: 'Pause a connection, or let it go on: what happens while it is paused is not told',
  access: 'person',
  params: connectionParams,
  body: z.object({ active: z.boolean() }),
  response: connection,
});

export const renewSigningSecret = defineRoute({
  method: 'POST',
  path: '/api/connections/:connectionId/signing-secret',
  summary: 'Make a new secret by which a webhook is signed; it is shown this once, and the old one ends',
  access: 'person',
  params: connectionParams,
  response: z.object({ signingSecret: z.string() }),
});

export const testConnection = defineRoute({
  method: 'POST',
  path: '/api/connections/:connectionId/test',
  summary: 'Send a test by a connection, or look whether the other tool lets Baton in',
  access: 'person',
  params: connectionParams,
  response: z.object({ arrived: z.boolean(), said: z.string(), hint: z.string().nullable() }),
});

export const removeConnection = defineRoute({
  method: 'DELETE',
  path: '/api/connections/:connectionId',
  summary: 'Remove a connection and its secret; what was sent by it stays in the list of deliveries',
  access: 'person',
  params: connectionParams,
  response: done,
});

// What was sent.

export const deliveryState = z.enum(['waiting', 'sent', 'failed']);

export const delivery = z.object({
  deliveryId: z.uuid(),
  connectionId: z.uuid(),
  connection: z.string(),
  kind: connectionKind,
  event: z.string(),
  /** What it tells, in one line. */
  title: z.string(),
  /** Of an e-mail: whom it is to. */
  recipient: z.string().nullable(),
  createdAt: timestamp,
  state: deliveryState,
  attempts: z.int(),
  nextTryAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  problem: z.string().nullable(),
  hint: z.string().nullable(),
});
export type DeliveryRow = z.infer<typeof delivery>;

export const listDeliveries = defineRoute({
  method: 'GET',
  path: '/api/deliveries',
  summary: 'List what was sent to other tools, newest first',
  access: 'key-or-person',
  query: z.object({ connectionId: z.uuid().optional(), state: deliveryState.optional(), ...paging }),
  response: listOf(delivery),
});

export const getDelivery = defineRoute({
  method: 'GET',
  path: '/api/deliveries/:deliveryId',
  summary: 'Show one delivery with every attempt and what the other side said',
  access: 'key-or-person',
  params: z.object({ deliveryId: z.uuid() }),
  response: delivery.extend({
    tries: z.array(
      z.object({ attempt: z.int(), at: timestamp, arrived: z.boolean(), said: z.string(), tookMs: z.int() }),
    ),
  }),
});

export const replayDeliveries = defineRoute({
  method: 'POST',
  path: '/api/deliveries/replay',
  summary: 'Send deliveries again: those named, or all of a connection that were given up',
  access: 'key-or-person',
  body: z.union([z.object({ deliveryIds: z.array(z.uuid()).min(1).max(1000) }), z.object({ failedOf: z.uuid() })]),
  response: z.object({ queued: z.int() }),
});
