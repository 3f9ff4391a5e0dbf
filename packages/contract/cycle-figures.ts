import type { CycleProgress, Retrospective } from '@baton/domain/cycles/retrospective.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { z } from 'zod';
import { causeId, owner, ratio, team, timestamp, verdict } from './ratio.ts';

// The figures of a cycle: all of them are made from data.

const verdictCells = z.object({
  disputed: z.int(),
  unproven: z.int(),
  open: z.int(),
  proven: z.int(),
  excepted: z.int(),
}) satisfies z.ZodType<Record<Verdict, number>>;

/** The numbers at one end of a cycle. */
export const cycleSnapshot = z.object({
  asOf: timestamp,
  devices: z.object({ total: z.int(), inIt: z.int(), inInfosec: z.int(), inBoth: z.int() }),
  it: ratio,
  infosec: ratio,
  agreed: ratio,
  agreedWithoutExceptions: ratio,
  exceptedCells: z.int(),
  verdicts: verdictCells,
  unexplained: z.int(),
});

/** What was required at the start. `now` and `gone` sum to `cells`. */
const frozenScope = z.object({
  devices: z.int(),
  fixes: z.int(),
  cells: z.int(),
  now: verdictCells,
  /** Not required any more: a newer fix took them over, or they do not apply. */
  gone: z.int(),
});

/** What came after the start. `onNewDevices`, `byNewFixes` and `byKnownFixes` sum to `cells`. */
const lateAdditions = z.object({
  devices: z.int(),
  fixes: z.int(),
  cells: z.int(),
  onNewDevices: z.int(),
  byNewFixes: z.int(),
  byKnownFixes: z.int(),
  now: verdictCells,
});

/** A step from agreed at the start to agreed at the end: it begins at the fraction where the one before ended. */
export const changeStep = z.object({
  kind: z.enum(['proven', 'proof-lost', 'gone', 'late-device', 'late-fix', 'late-cell']),
  /** What `proven` cells were, and what `proof-lost` ones are. */
  verdict: verdict.nullable(),
  cells: z.int(),
  /** Of these, proven: at the start of `gone` ones, at the end of the others. */
  proven: z.int(),
  from: ratio,
  to: ratio,
});
export type ChangeStepDto = z.infer<typeof changeStep>;

const fixOfCycle = z.object({
  fixId: z.int(),
  fix: z.string(),
  title: z.string(),
  /** Cells required at the start; 0 for a fix that came late. */
  required: z.int(),
  provenAtStart: z.int(),
  proven: z.int(),
  excepted: z.int(),
  gone: z.int(),
  late: z.int(),
  lateProven: z.int(),
});
export type FixOfCycle = z.infer<typeof fixOfCycle>;

const causeOfCycle = z.object({
  cause: causeId,
  label: z.string(),
  owner,
  before: z.int(),
  after: z.int(),
  /** At the end. */
  devices: z.int(),
});
export type CauseOfCycle = z.infer<typeof causeOfCycle>;

/** What has become of what a cycle began with: as of now while it runs, as of its end afterwards. */
export const cycleProgress = z.object({
  start: cycleSnapshot,
  end: cycleSnapshot,
  frozen: frozenScope,
  late: lateAdditions,
  change: z.array(changeStep).readonly(),
  fixesLeft: z.array(fixOfCycle).readonly(),
  lateFixes: z.array(fixOfCycle).readonly(),
  /** Those that grew the most first, unexplained last. */
  causes: z.array(causeOfCycle).readonly(),
}) satisfies z.ZodType<CycleProgress>;
export type CycleProgressDto = z.infer<typeof cycleProgress>;

const timeOf = z.object({ minutes: z.int().nullable(), of: z.int() });

export const cycleLevels = z.object({
  attainment: ratio,
  attainmentByTier: z.array(z.object({ tier: z.string(), attainment: ratio })).readonly(),
  timeToRemediate: timeOf,
  ageOfOpen: timeOf,
  timeToVerify: timeOf,
  halfLife: timeOf,
  reopened: ratio,
  legs: z.array(z.object({ leg: z.string(), team, minutes: z.int() })).readonly(),
});
export type CycleLevelsDto = z.infer<typeof cycleLevels>;

export const retrospectiveFigures = cycleProgress.extend({
  levels: cycleLevels,
  breaches: z.object({
    total: z.int(),
    /** By the leg that spent the most of each. */
    byLeg: z.array(z.object({ leg: z.string(), team, breaches: z.int(), minutes: z.int() })).readonly(),
    longest: z
      .array(
        z.object({
          remediationId: z.uuid(),
          fix: z.string(),
          title: z.string(),
          tier: z.string(),
          dueAt: timestamp,
          endedAt: timestamp.nullable(),
          minutesOver: z.int(),
          longest: z.object({ leg: z.string(), team, minutes: z.int() }).nullable(),
        }),
      )
      .readonly(),
    /** Emergencies that both leads did not approve in time; absent of figures that were made before these were counted. */
    lateApprovals: z
      .object({
        total: z.int(),
        longest: z
          .array(
            z.object({
              remediationId: z.uuid(),
              fix: z.string(),
              title: z.string(),
              declaredBy: z.string(),
              dueAt: timestamp,
              endedAt: timestamp.nullable(),
              minutesOver: z.int(),
              /** Where the baton was when the time ran out, and the team that held it. */
              leg: z.string(),
              team,
              awaited: z.array(z.object({ team, by: z.string().nullable() })).readonly(),
            }),
          )
          .readonly(),
      })
      .optional(),
  }),
  deployments: z.object({
    ended: z.int(),
    succeeded: z.int(),
    failed: z
      .array(
        z.object({
          outcome: z.string(),
          exitCode: z.int().nullable(),
          example: z.string(),
          commands: z.int(),
          devices: z.int(),
        }),
      )
      .readonly(),
    wentBack: z.array(z.object({ cause: causeId, label: z.string(), cells: z.int(), devices: z.int() })).readonly(),
  }),
  gap: z.object({
    devices: z.int(),
    cells: z.int(),
    /** Cycles that are looked back on, this one included. */
    lookedBack: z.int(),
    everyCycle: z.int(),
    longest: z.array(z.object({ deviceId: z.uuid(), device: z.string(), cells: z.int(), inARow: z.int() })).readonly(),
  }),
  kevCells: z.int(),
  policy: z.object({ name: z.string(), version: z.int() }),
  rulesVersion: z.int(),
}) satisfies z.ZodType<Retrospective>;
export type RetrospectiveFigures = z.infer<typeof retrospectiveFigures>;
