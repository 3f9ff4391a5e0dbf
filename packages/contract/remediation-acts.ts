import { z } from 'zod';
import { timestamp } from './ratio.ts';
import { actDone, actRoute, note, version } from './remediation-moves.ts';
import { partKind } from './remediation-work.ts';
import { activityEntry, byId } from './remediations.ts';
import { defineRoute } from './route.ts';

const devices = z.array(z.uuid()).min(1).max(100_000);
const words = z.string().trim().max(4000).optional();

export const assignRemediation = actRoute(
  'assign',
  'Give a remediation to somebody of the team that holds the baton, or to nobody',
  z.object({ version, personId: z.uuid().nullable(), note: words }),
);

export const watchRemediation = defineRoute({
  method: 'POST',
  path: '/api/remediations/:remediationId/watch',
  summary: 'Be told what happens to a remediation, or no longer',
  access: 'person',
  params: byId,
  body: z.object({ watch: z.boolean() }),
  response: z.object({ watching: z.boolean() }),
});

export const planTest = actRoute(
  'plan-test',
  'Write down what is tested, on which devices, and what a good test looks like',
  z.object({
    version,
    plan: z.string().trim().min(1).max(4000),
    passes: z.string().trim().min(1).max(2000),
    deviceIds: devices,
  }),
);

export const noteTestResult = actRoute(
  'test-result',
  'Note how devices came through the test',
  z.object({ version, deviceIds: devices, result: z.enum(['good', 'bad']), note: words }),
);

export const declareEmergency = actRoute(
  'emergency',
  'Declare an emergency: deploy at once, test beside it, both leads approve afterwards',
  z.object({ version, note }),
);

export const approveEmergency = actRoute(
  'approve-emergency',
  'Approve an emergency for the own team',
  z.object({ note }),
);

export const collectEvidence = actRoute(
  'collect-evidence',
  'Say that forensic evidence of devices was collected, before the patch',
  z.object({ version, note, deviceIds: devices.optional() }),
);

export const waiveEvidence = actRoute(
  'waive-evidence',
  'Do without forensic evidence, for the own team',
  z.object({ version, note }),
);

export const setParts = actRoute(
  'set-parts',
  'Say of which parts the fix consists',
  z.object({
    version,
    note: words,
    parts: z.array(z.object({ kind: partKind, words: z.string().trim().min(1).max(300) })).max(20),
  }),
);

export const notePart = actRoute(
  'part-done',
  'Say that a part of the fix is done on devices, or is not after all',
  z.object({
    version,
    part: z.string().max(60),
    done: z.boolean().default(true),
    deviceIds: devices.optional(),
    note: words,
  }),
);

export const verifyDevices = actRoute(
  'verify-devices',
  'Verify devices by hand that no scanner can prove: a person of InfoSec who did not deploy, with the reason',
  z.object({ version, note, deviceIds: devices }),
);

export const splitRemediation = defineRoute({
  method: 'POST',
  path: '/api/remediations/:remediationId/split',
  summary: 'Split devices off into a remediation of their own, with the same past and the same clock',
  access: 'key-or-person',
  params: byId,
  body: z.object({ version, note, deviceIds: devices }),
  response: actDone.extend({ splitId: z.uuid() }),
});

export const mergeRemediations = actRoute(
  'merge',
  'Take the devices of another remediation of the same fix over; that one ends',
  z.object({ version, note, otherId: z.uuid() }),
);

/** The file is the body (application/octet-stream). */
export const attachFile = defineRoute({
  method: 'POST',
  path: '/api/remediations/:remediationId/attachments',
  summary: 'Attach a file of at most 10 MiB: pictures, PDF, text, or packed',
  access: 'key-or-person',
  transfer: 'upload',
  params: byId,
  query: z.object({ fileName: z.string().min(1).max(255), note: words }),
  response: z.object({ attachmentId: z.uuid() }),
});

/** Always as a file to save, never as something that a browser shows. */
export const downloadAttachment = defineRoute({
  method: 'GET',
  path: '/api/attachments/:attachmentId',
  summary: 'Download an attached file',
  access: 'key-or-person',
  transfer: 'file',
  params: z.object({ attachmentId: z.uuid() }),
  response: z.string(),
});

/** Everything of a remediation in one order of time: acts, deadlines that moved, pauses, requests that were fulfilled. */
export const timelineEntry = z.object({
  at: timestamp,
  kind: z.enum(['act', 'deadline', 'pause', 'request']),
  by: z.object({ name: z.string(), team: z.enum(['it', 'infosec']).nullable() }),
  sentence: z.string(),
  note: z.string().nullable(),
  attachment: activityEntry.shape.attachment,
  other: activityEntry.shape.other,
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const readTimeline = defineRoute({
  method: 'GET',
  path: '/api/remediations/:remediationId/timeline',
  summary: 'List everything that happened to a remediation, its clock and its requests, newest first',
  access: 'key-or-person',
  params: byId,
  query: z.object({
    page: z.coerce.number().int().min(1).default(1),
    pageSize: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ rows: z.array(timelineEntry), total: z.int() }),
});
