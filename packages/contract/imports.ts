import { z } from 'zod';
import { listOf, paging, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

export const importProblem = z.object({ line: z.int().nullable(), where: z.string().nullable(), what: z.string() });

export const importState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'already-known']);

export const importRow = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  format: z.string().nullable(),
  sourceId: z.uuid().nullable(),
  sourceName: z.string().nullable(),
  team,
  state: importState,
  /** Share of the file read. */
  progress: z.object({ numerator: z.int(), denominator: z.int() }),
  devices: z.int(),
  newDevices: z.int(),
  claims: z.int(),
  problems: z.int(),
  /** Cells whose verdict or cause moved because of it; null until reconciled. */
  cellsChanged: z.int().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  by: z.string(),
  at: timestamp,
});
export type ImportRow = z.infer<typeof importRow>;

export const listImports = defineRoute({
  method: 'GET',
  path: '/api/imports',
  summary: 'List deliveries, newest first',
  access: 'key-or-person',
  query: z.object({ team: team.optional(), state: importState.optional(), ...paging }),
  response: listOf(importRow),
});

/** What a column of a CSV means to us; `ignore` where nothing. The reader's registry of meanings is the list of allowed words. */
export const columnMapping = z.record(z.string(), z.string());

export const mappingProposal = z.object({
  columns: z.array(
    z.object({
      heading: z.string(),
      meaning: z.string(),
      confidence: z.enum(['sure', 'likely', 'guess', 'none']),
      samples: z.array(z.string()),
    }),
  ),
  meanings: z.array(z.object({ id: z.string(), label: z.string() })),
});

/** The file is the body (application/octet-stream), so that it streams; what it is stands in the query. */
export const createImport = defineRoute({
  method: 'POST',
  path: '/api/imports',
  summary: 'Deliver a report of a team; the same file twice changes nothing',
  access: 'key-or-person',
  transfer: 'upload',
  query: z.object({
    fileName: z.string().max(255),
    /** Whose word it is. A person or key of the other team may deliver it; the source keeps its team. */
    team,
    /** A source by name is made at its first delivery; default: the tool's own name. */
    source: z.string().max(100).optional(),
    /** Only for formats that do not name the device (debsecan). */
    device: z.string().max(255).optional(),
    /** When the tool looked, for formats that do not say (debsecan). ISO-8601. */
    at: timestamp.optional(),
    /** IANA zone of times without a zone. */
    zone: z.string().max(60).optional(),
    /** JSON of columnMapping, for CSV; remembered for the source. */
    mapping: z.string().max(20_000).optional(),
  }),
  response: importRow,
});

export const getImport = defineRoute({
  method: 'GET',
  path: '/api/imports/:importId',
  summary: 'Read one delivery with its first problems and its column mapping',
  access: 'key-or-person',
  params: z.object({ importId: z.uuid() }),
  response: importRow.extend({
    firstProblems: z.array(importProblem),
    mapping: mappingProposal.nullable(),
    scope: z
      .object({
        policy: z.string().nullable(),
        from: timestamp.nullable(),
        to: timestamp.nullable(),
        authenticated: z.int(),
        notAuthenticated: z.int(),
      })
      .nullable(),
  }),
});

export const listImportProblems = defineRoute({
  method: 'GET',
  path: '/api/imports/:importId/problems',
  summary: 'List the rows of a delivery that could not be read',
  access: 'key-or-person',
  params: z.object({ importId: z.uuid() }),
  query: z.object(paging),
  response: listOf(importProblem),
});

/** Looks at the beginning of a file (body: its first MiB): which format, and for CSV which columns mean what. */
export const inspectImport = defineRoute({
  method: 'POST',
  path: '/api/imports/inspect',
  summary: 'Recognise a file from its beginning, with the proposed meaning of each CSV column',
  access: 'key-or-person',
  transfer: 'upload',
  query: z.object({ fileName: z.string().max(255), source: z.string().max(100).optional() }),
  response: z.object({
    format: z.string().nullable(),
    title: z.string().nullable(),
    team: team.nullable(),
    needsDevice: z.boolean(),
    mapping: mappingProposal.nullable(),
    /** Where the format is null: what the file seems to be, and what to do with it. Null where nothing is known of it. */
    refusal: z.string().nullable(),
  }),
});

export const cancelImport = defineRoute({
  method: 'POST',
  path: '/api/imports/:importId/cancel',
  summary: 'Stop a running import; nothing of it stays',
  access: 'key-or-person',
  params: z.object({ importId: z.uuid() }),
  response: importRow,
});

export const sourceRow = z.object({
  sourceId: z.uuid(),
  name: z.string(),
  team,
  kind: z.string(),
  staleAfterHours: z.int(),
  lastReportAt: timestamp.nullable(),
  devices: z.int(),
});

export const listSources = defineRoute({
  method: 'GET',
  path: '/api/sources',
  summary: 'List sources with the age of their last word',
  access: 'key-or-person',
  response: listOf(sourceRow),
});

export const updateSource = defineRoute({
  method: 'PATCH',
  path: '/api/sources/:sourceId',
  summary: 'Change a source’s name or the age at which it goes stale',
  access: 'key-or-person',
  params: z.object({ sourceId: z.uuid() }),
  body: z.object({ name: z.string().min(1).max(100).optional(), staleAfterHours: z.int().min(1).max(8784).optional() }),
  response: sourceRow,
});
