import { z } from 'zod';
import { acted, selection } from './disagreement-acts.ts';
import { causeId, listOf, paging, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

// Requests on devices: to look again, or to restart.

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
