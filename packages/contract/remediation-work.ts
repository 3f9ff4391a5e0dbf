import { PART_KINDS } from '@baton/domain/relay/fix-part.ts';
import { PLACES } from '@baton/domain/relay/leg.ts';
import { RECORDED_ACTS } from '@baton/domain/relay/stays.ts';
import { z } from 'zod';
import { ratio, team, timestamp } from './ratio.ts';

/** An act that leaves the baton where it is. */
export const stayingAct = z.enum(RECORDED_ACTS);
export const partKind = z.enum(PART_KINDS);

export const testOfRemediation = z.object({
  plan: z.object({ words: z.string(), passes: z.string(), by: z.string(), at: timestamp }).nullable(),
  devices: z.array(
    z.object({
      deviceId: z.uuid(),
      device: z.string(),
      /** Null: nothing is noted yet. */
      result: z.enum(['good', 'bad']).nullable(),
      note: z.string().nullable(),
      by: z.string().nullable(),
      at: timestamp.nullable(),
    }),
  ),
  /** Devices that came through well, of those with a result. */
  good: ratio,
  /** Planned devices without a result: before they have one, the test is not signed off. */
  left: z.int(),
  signedOff: z.object({ by: z.string(), at: timestamp, summary: z.string(), note: z.string().nullable() }).nullable(),
});

export const emergencyOfRemediation = z.object({
  declaredAt: timestamp,
  declaredBy: z.string(),
  /** Until when a lead of each team approves. */
  approveBy: timestamp,
  approvals: z.array(z.object({ team, by: z.string(), at: timestamp })),
  /** late: the time passed without both; what came after does not undo it. */
  state: z.enum(['waiting', 'approved', 'late']),
  /** Whether a result of the test beside deploying is noted: before that, nothing is handed over. */
  tested: z.boolean(),
});

/** What is worked on in a remediation besides its baton. */
export const remediationWork = z.object({
  /** Acts that leave the baton where it is and can be done here: `why` says what stands against one, null where it is open. */
  stays: z.array(z.object({ act: stayingAct, why: z.string().nullable() })),
  watching: z.boolean(),
  watchers: z.array(z.string()),
  test: testOfRemediation.nullable(),
  emergency: emergencyOfRemediation.nullable(),
  /** Forensic evidence before the patch; null where the tier does not ask for it. */
  evidence: z
    .object({
      /** Devices of which it was collected, of those that are neither proven nor excepted. */
      collected: ratio,
      waivedBy: z.array(team),
      /** Nothing is waited for any more. */
      open: z.boolean(),
    })
    .nullable(),
  parts: z.array(
    z.object({
      id: z.string(),
      kind: partKind,
      words: z.string(),
      /** Devices on which it is done. */
      done: ratio,
      /** The first few on which it is not. */
      left: z.array(z.string()),
    }),
  ),
  /** Cells that a person verified and whose evidence has not changed since. */
  byHand: z.int(),
  /** Other remediations of the same fix that are not merged away. */
  siblings: z.array(
    z.object({
      id: z.uuid(),
      place: z.enum(PLACES),
      holder: team,
      devices: z.int(),
      isSplit: z.boolean(),
      dueAt: timestamp.nullable(),
    }),
  ),
  isSplit: z.boolean(),
  /** Minutes from the last hand-over to verify to its end, or to now. */
  timeToVerify: z.object({ minutes: z.int(), ended: z.boolean() }).nullable(),
});
export type RemediationWork = z.infer<typeof remediationWork>;
