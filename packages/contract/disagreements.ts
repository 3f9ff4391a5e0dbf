import { z } from 'zod';
import { cellRow } from './cells.ts';
import { causeId, listOf, owner, paging, ratio, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { scopeText, view } from './scope.ts';

/** By what the queue is grouped. `gain`: by cause, what settles most cells alone first. */
export const groupBy = z.enum(['cause', 'owner', 'person', 'device', 'fix', 'check', 'gain']);
export type GroupBy = z.infer<typeof groupBy>;

export const disagreement = z.enum(['disputed', 'unproven']);
const counts = {
  cells: z.int(),
  disputed: z.int(),
  unproven: z.int(),
  /** Past the time of their cause; and past 80 % of it, not yet overdue. */
  overdue: z.int(),
  atRisk: z.int(),
  /** Cells that agreed would gain at most if all were settled; and those of them that no other cause keeps. */
  gain: z.int(),
  alone: z.int(),
};

export const disagreementGroup = z.object({
  /** What the group is known by: a cause, a team, the id of a person or device, a fix, the number of a check. */
  key: z.string(),
  label: z.string(),
  /** The second line: the title of a fix, the fixes of a check, the action of a cause grouped by gain. */
  note: z.string().nullable(),
  /** The cause, where grouped by cause or gain. */
  cause: causeId.nullable(),
  summary: z.string().nullable(),
  nextAction: z.string().nullable(),
  ruleVersion: z.int().nullable(),
  owner,
  ...counts,
  /** Null where a device may count in several groups of one page and is not told. */
  devices: z.int().nullable(),
  /** When the cell that waits longest took its cause, and when it is, or was, due. */
  oldest: z.object({ since: timestamp, dueAt: timestamp }).nullable(),
});
export type DisagreementGroup = z.infer<typeof disagreementGroup>;

export const listDisagreements = defineRoute({
  method: 'GET',
  path: '/api/disagreements',
  summary: 'List disputed and unproven cells in groups, largest first, unexplained last',
  access: 'key-or-person',
  /** A day that is over is grouped by cause, gain or team only, and has no clocks: these are of now. */
  query: z.object({ ...view, by: groupBy.default('cause'), page: paging.page, pageSize: paging.pageSize }),
  response: z.object({
    by: groupBy,
    groups: z.array(disagreementGroup),
    /** How many groups there are on all pages. */
    total: z.int(),
    ...counts,
    required: z.int(),
    /** Cells that no rule explains: never left out, whatever the grouping. */
    unexplained: z.int(),
    /** Questions that wait for each team, and requests that are not fulfilled yet. */
    questions: z.object({ it: z.int(), infosec: z.int() }),
    requests: z.object({ rescan: z.int(), reboot: z.int() }),
  }),
});

/** Which disputed and unproven cells: what is not said does not narrow. */
export const workFilter = z.strictObject({
  cause: causeId.optional(),
  owner: owner.optional(),
  verdict: disagreement.optional(),
  /** Whom they are assigned to; `nobody`: those that nobody has. */
  person: z.union([z.uuid(), z.literal('nobody')]).optional(),
  device: z.uuid().optional(),
  fix: z.string().min(1).max(300).optional(),
  check: z.string().min(1).max(100).optional(),
  clock: z.enum(['over', 'risk']).optional(),
  /** Only of the devices of this scope, as it is now. */
  scope: scopeText.optional(),
});
export type WorkFilter = z.output<typeof workFilter>;
/** The same as it is sent: the scope is a text. */
export type AskedFilter = z.input<typeof workFilter>;

export const clock = z.object({ since: timestamp, dueAt: timestamp, hours: z.int() });
const assignee = z.object({ personId: z.uuid(), name: z.string() });

export const workCell = cellRow.extend({
  clock,
  assignee: assignee.nullable(),
  /** Questions on it that wait for an answer. */
  questions: z.int(),
  /** Cells of the same cause on the same device: one act settles them all. */
  settles: z.int(),
});
export type WorkCell = z.infer<typeof workCell>;

export const listWorkCells = defineRoute({
  method: 'GET',
  path: '/api/disagreements/cells',
  summary: 'List disputed and unproven cells in the order of their clocks',
  access: 'key-or-person',
  query: z.object({ ...workFilter.shape, page: paging.page, pageSize: paging.pageSize }),
  response: listOf(workCell),
});

/** Cells that are named, or all that match. */
export const selection = z.union([
  z.strictObject({
    cells: z
      .array(z.object({ deviceId: z.uuid(), fix: z.string().min(1).max(300) }))
      .min(1)
      .max(10_000),
  }),
  z.strictObject({ filter: workFilter }),
]);
export type Selection = z.output<typeof selection>;
export type AskedSelection = z.input<typeof selection>;

export const workAct = z.enum(['assign', 'ask', 'dispute', 'rescan', 'reboot', 'open-remediation']);
export type WorkAct = z.infer<typeof workAct>;

const count = { cells: z.int(), devices: z.int() };

export const workPreview = z.object({
  act: workAct,
  ...count,
  /** What would change, in sentences. */
  changes: z.array(z.string()),
  /** Cells that match and are left out, with the reason. */
  leftOut: z.array(z.object({ cells: z.int(), why: z.string() })),
  /** The agreed number now, and what it comes to at most. */
  agreed: ratio,
  atMost: ratio,
  /** Cells that nothing else keeps from being proven. */
  alone: z.int(),
  /** Why the caller cannot do it; null where it is open. */
  closed: z.string().nullable(),
});
export type WorkPreview = z.infer<typeof workPreview>;

export const previewWork = defineRoute({
  method: 'POST',
  path: '/api/disagreements/preview',
  summary: 'Say what an act on cells would do, before it is done; changes nothing',
  access: 'key-or-person',
  /** `scope`: of which devices the agreed number is told, where cells are named; a filter has its own. */
  body: z.object({ act: workAct, selection, scope: scopeText.optional() }),
  response: workPreview,
});

const words = z.string().trim().min(1).max(4000);
/** `workId`: the long work that does it (`GET /api/work/:workId`), where there are very many cells; null where it is done. */
const acted = z.object({ ...count, workId: z.uuid().nullable() });

export const assignCells = defineRoute({
  method: 'POST',
  path: '/api/disagreements/assign',
  summary: 'Assign cells to a person of the team that moves next, or to nobody',
  access: 'key-or-person',
  body: z.object({ selection, personId: z.uuid().nullable() }),
  response: acted,
});

export const openRemediations = defineRoute({
  method: 'POST',
  path: '/api/disagreements/remediations',
  summary: 'Open the remediations of the fixes of cells: found, or made',
  access: 'key-or-person',
  body: z.object({ selection }),
  response: z.object({
    remediations: z.array(z.object({ fix: z.string(), remediationId: z.uuid(), made: z.boolean() })),
  }),
});

export const question = z.object({
  id: z.uuid(),
  /** A dispute says that the named cause is wrong. */
  kind: z.enum(['question', 'dispute']),
  askedTeam: team,
  askingTeam: team,
  askedAt: timestamp,
  /** The one cause of its cells; null where they have several. */
  cause: causeId.nullable(),
  causeLabel: z.string().nullable(),
  ruleVersion: z.int().nullable(),
  ...count,
  /** Whose word is awaited; null once it is answered. */
  waitsFor: team.nullable(),
  /** One of its cells. */
  first: z.object({ deviceId: z.uuid(), device: z.string(), fix: z.string() }),
  messages: z.array(z.object({ at: timestamp, byName: z.string(), byTeam: team, text: z.string() })),
  /** What the caller may say here; null: nothing. */
  mayAnswer: z.boolean(),
});
export type QuestionDto = z.infer<typeof question>;

const byQuestion = z.object({ questionId: z.uuid() });

export const askQuestion = defineRoute({
  method: 'POST',
  path: '/api/disagreements/questions',
  summary: 'Ask the other team about cells, or dispute the cause that they are said to have',
  access: 'key-or-person',
  body: z.object({ selection, text: words, kind: question.shape.kind.default('question') }),
  response: question,
});

export const answerQuestion = defineRoute({
  method: 'POST',
  path: '/api/disagreements/questions/:questionId/messages',
  summary: 'Answer a question, or say more where one’s own team asked',
  access: 'key-or-person',
  params: byQuestion,
  body: z.object({ text: words }),
  response: question,
});

export const listQuestions = defineRoute({
  method: 'GET',
  path: '/api/disagreements/questions',
  summary: 'List questions with their answers, those that wait first',
  access: 'key-or-person',
  query: z.object({
    waitsFor: team.optional(),
    open: z.enum(['true', 'false']).optional(),
    page: paging.page,
    pageSize: paging.pageSize,
  }),
  response: listOf(question),
});

export const deviceRequest = z.object({
  id: z.uuid(),
  kind: z.enum(['rescan', 'reboot']),
  askedTeam: team,
  askedAt: timestamp,
  byName: z.string(),
  byTeam: team.nullable(),
  note: z.string().nullable(),
  cause: causeId.nullable(),
  causeLabel: z.string().nullable(),
  checks: z.array(z.object({ kind: z.enum(['check', 'cve']), id: z.string() })),
  remediationId: z.uuid().nullable(),
  devices: z.int(),
  /** Devices of which evidence has told since: n of m. */
  done: z.int(),
  state: z.enum(['open', 'fulfilled', 'withdrawn']),
  endedAt: timestamp.nullable(),
  withdrawnBy: z.string().nullable(),
});
export type DeviceRequestDto = z.infer<typeof deviceRequest>;

const byRequest = z.object({ requestId: z.uuid() });

export const requestOnDevices = defineRoute({
  method: 'POST',
  path: '/api/disagreements/requests',
  summary: 'Ask InfoSec to look at devices again, or IT to restart them',
  access: 'key-or-person',
  body: z.object({ kind: deviceRequest.shape.kind, selection, note: z.string().trim().max(4000).optional() }),
  /** The request is null while long work makes it. */
  response: acted.extend({ request: deviceRequest.nullable() }),
});

export const listDeviceRequests = defineRoute({
  method: 'GET',
  path: '/api/disagreements/requests',
  summary: 'List requests, newest first, with how many devices evidence has told of',
  access: 'key-or-person',
  query: z.object({
    kind: deviceRequest.shape.kind.optional(),
    open: z.enum(['true', 'false']).optional(),
    cause: causeId.optional(),
    page: paging.page,
    pageSize: paging.pageSize,
  }),
  response: listOf(deviceRequest),
});

export const requestedDevice = z.object({
  deviceId: z.uuid(),
  device: z.string(),
  cells: z.int(),
  /** `not-needed`: its cells are settled or gone without it. Null: evidence has not told yet. */
  outcome: z.enum(['looked', 'rebooted', 'not-needed']).nullable(),
  toldAt: timestamp.nullable(),
  toldBy: z.string().nullable(),
});

export const getDeviceRequest = defineRoute({
  method: 'GET',
  path: '/api/disagreements/requests/:requestId',
  summary: 'Read a request with its devices, those that it waits for first',
  access: 'key-or-person',
  params: byRequest,
  query: z.object({ page: paging.page, pageSize: paging.pageSize }),
  response: deviceRequest.extend({ rows: z.array(requestedDevice) }),
});

export const withdrawDeviceRequest = defineRoute({
  method: 'POST',
  path: '/api/disagreements/requests/:requestId/withdraw',
  summary: 'Take a request of one’s own team back',
  access: 'key-or-person',
  params: byRequest,
  response: deviceRequest,
});

/** Targets and checks in the own form of each scanner that looked at the devices. */
export const scanLists = z.object({
  lists: z.array(
    z.object({
      tool: z.string(),
      label: z.string(),
      targets: z.int(),
      checks: z.int(),
      files: z.array(z.object({ name: z.string(), mediaType: z.string(), text: z.string() })),
    }),
  ),
});
export type ScanLists = z.infer<typeof scanLists>;

export const scanTool = z.enum(['nessus', 'qualys', 'gvm', 'plain']);

export const getScanLists = defineRoute({
  method: 'GET',
  path: '/api/disagreements/requests/:requestId/scan-lists',
  summary: 'Read the targets and checks of a rescan that are still waited for, in the scanners’ own forms',
  access: 'key-or-person',
  params: byRequest,
  /** One tool for all devices; left out: the tool that looked at each last. */
  query: z.object({ tool: scanTool.optional() }),
  response: scanLists,
});

export const makeScanLists = defineRoute({
  method: 'POST',
  path: '/api/disagreements/scan-lists',
  summary: 'Write targets and checks of cells in the scanners’ own forms, without asking anybody; changes nothing',
  access: 'key-or-person',
  body: z.object({ selection, tool: scanTool.optional() }),
  response: scanLists,
});

/** What people do about one cell. */
export const cellWork = z.object({
  clock: clock.nullable(),
  assignee: assignee.nullable(),
  questions: z.array(question),
  requests: z.array(deviceRequest),
});
export type CellWork = z.infer<typeof cellWork>;

export const getCellWork = defineRoute({
  method: 'GET',
  path: '/api/disagreements/cells/:deviceId/:fix',
  summary: 'Read the clock of a cell, who has it, and what was asked about it',
  access: 'key-or-person',
  params: z.object({ deviceId: z.uuid(), fix: z.string().max(300) }),
  response: cellWork,
});
