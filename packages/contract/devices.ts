import { z } from 'zod';
import { listOf, paging, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { deviceAttribute, view } from './scope.ts';

const verdictCounts = z.object({
  proven: z.int(),
  open: z.int(),
  disputed: z.int(),
  unproven: z.int(),
  excepted: z.int(),
});

export const deviceRow = z.object({
  deviceId: z.uuid(),
  name: z.string(),
  operatingSystem: z.string().nullable(),
  /** Which teams know it. */
  teams: z.array(team),
  /** An agent of ours runs on it, so that fixes can be deployed. */
  enrolled: z.boolean(),
  lastSeenByIt: timestamp.nullable(),
  lastSeenByInfosec: timestamp.nullable(),
  required: z.int(),
  verdicts: verdictCounts,
  /** As of the day that was asked for, like the counts. */
  attributes: z.array(deviceAttribute),
});
export type DeviceRow = z.infer<typeof deviceRow>;

export const listDevices = defineRoute({
  method: 'GET',
  path: '/api/devices',
  summary: 'List devices with their cells by verdict',
  access: 'key-or-person',
  query: z.object({
    ...view,
    search: z.string().max(100).optional(),
    /** Only devices that this team has not looked at since `notSeenSince`, or never. */
    notSeenBy: team.optional(),
    notSeenSince: timestamp.optional(),
    /** Only devices that this team does not know. */
    missingFrom: team.optional(),
    enrolled: z.enum(['true', 'false']).optional(),
    ...paging,
  }),
  response: listOf(deviceRow),
});

const deviceRef = z.object({ deviceId: z.uuid(), name: z.string() });

export const deviceDetail = deviceRow.extend({
  /** The names each source knows it by, and why they are one device. */
  names: z.array(
    z.object({
      source: z.string(),
      team,
      shown: z.string(),
      identifiers: z.array(z.object({ kind: z.string(), value: z.string() })),
      joinedBy: z.string(),
      /** The device that people set it apart from; null where names alone decide. */
      apartFrom: deviceRef.nullable(),
      canBeSetApart: z.boolean(),
    }),
  ),
  state: z.object({
    osBuild: z.string().nullable(),
    runningKernel: z.string().nullable(),
    installedKernels: z.array(z.string()),
    lastBoot: timestamp.nullable(),
    rebootPending: z.boolean().nullable(),
    restartNeeded: z.array(z.object({ package: z.string(), processes: z.array(z.string()) })),
    packages: z.int(),
  }),
  /** Set where its last record was put back: it is that device. Its history stays. */
  joinedInto: deviceRef.nullable(),
});

export type DeviceDetail = z.infer<typeof deviceDetail>;

export const getDevice = defineRoute({
  method: 'GET',
  path: '/api/devices/:deviceId',
  summary: 'Read one device: names, state, cells by verdict',
  access: 'key-or-person',
  params: z.object({ deviceId: z.uuid() }),
  query: z.object({ day: view.day }),
  response: deviceDetail,
});

export const listDevicePackages = defineRoute({
  method: 'GET',
  path: '/api/devices/:deviceId/packages',
  summary: 'List the software that the device reports',
  access: 'key-or-person',
  params: z.object({ deviceId: z.uuid() }),
  query: z.object({ search: z.string().max(100).optional(), ...paging }),
  response: listOf(
    z.object({
      name: z.string(),
      version: z.string(),
      source: z.string().nullable(),
      sourceVersion: z.string().nullable(),
      candidate: z.string().nullable(),
    }),
  ),
});

const recordAct = z.strictObject({
  /** The source whose record it is, by its name. */
  source: z.string().min(1).max(100),
  reason: z.string().trim().min(3).max(500),
});

export const setRecordApart = defineRoute({
  method: 'POST',
  path: '/api/devices/:deviceId/set-apart',
  summary: 'Undo a join: what a source calls this device becomes a device of its own',
  access: 'person',
  params: z.object({ deviceId: z.uuid() }),
  body: recordAct,
  response: deviceRef,
});

export const putRecordBack = defineRoute({
  method: 'POST',
  path: '/api/devices/:deviceId/put-back',
  summary: 'Put a record that people set apart back to its device',
  access: 'person',
  params: z.object({ deviceId: z.uuid() }),
  body: recordAct,
  response: deviceRef,
});
