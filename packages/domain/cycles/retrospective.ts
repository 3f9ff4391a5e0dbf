import type { Owner, Team } from '../evidence/team.ts';
import type { Ratio } from '../reconciliation/bridge.ts';
import type { CauseId } from '../reconciliation/cause-id.ts';
import type { Verdict } from '../reconciliation/verdict.ts';
import type { BreachesByLeg } from './breach-legs.ts';
import type { CauseChange } from './cause-changes.ts';
import type { ChangeStep } from './change-bridge.ts';
import type { FixProgress } from './fix-progress.ts';
import type { FrozenScope, LateAdditions } from './frozen-scope.ts';

/** The numbers at one end of a cycle, as the board shows them. */
export interface CycleSnapshot {
  /** ISO-8601. */
  readonly asOf: string;
  readonly devices: {
    readonly total: number;
    readonly inIt: number;
    readonly inInfosec: number;
    readonly inBoth: number;
  };
  readonly it: Ratio;
  readonly infosec: Ratio;
  readonly agreed: Ratio;
  readonly agreedWithoutExceptions: Ratio;
  readonly exceptedCells: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly unexplained: number;
}

/** What has become of what a cycle began with: while it runs as of now, in its retrospective as of its end. */
export interface CycleProgress {
  readonly start: CycleSnapshot;
  readonly end: CycleSnapshot;
  readonly frozen: FrozenScope;
  readonly late: LateAdditions;
  /** From agreed at the start to agreed at the end, in cells, exactly. */
  readonly change: readonly ChangeStep[];
  /** Fixes with the most cells left of those that were required at the start, and those that were not required then. */
  readonly fixesLeft: readonly NamedFix[];
  readonly lateFixes: readonly NamedFix[];
  /** Disputed and unproven cells by cause, at the start and at the end. */
  readonly causes: readonly NamedCause[];
}

export type NamedFix = FixProgress & { readonly fix: string; readonly title: string };
export type NamedCause = CauseChange & { readonly label: string; readonly owner: Owner };

/** A mean, or a half-life, with how many it is of; null where there is none. */
export interface TimeOf {
  readonly minutes: number | null;
  readonly of: number;
}

/** How the service levels were kept in the cycle. */
export interface CycleLevels {
  readonly attainment: Ratio;
  readonly attainmentByTier: readonly { readonly tier: string; readonly attainment: Ratio }[];
  readonly timeToRemediate: TimeOf;
  readonly ageOfOpen: TimeOf;
  readonly timeToVerify: TimeOf;
  readonly halfLife: TimeOf;
  readonly reopened: Ratio;
  readonly legs: readonly { readonly leg: string; readonly team: Team; readonly minutes: number }[];
}

/** A missed deadline, with the leg that spent the most of the time. */
export interface CycleBreach {
  readonly remediationId: string;
  readonly fix: string;
  readonly title: string;
  readonly tier: string;
  readonly dueAt: string;
  readonly endedAt: string | null;
  readonly minutesOver: number;
  readonly longest: { readonly leg: string; readonly team: Team; readonly minutes: number } | null;
}

/** An emergency that the leads of both teams did not approve in time. */
export interface LateApproval {
  readonly remediationId: string;
  readonly fix: string;
  readonly title: string;
  readonly declaredBy: string;
  readonly dueAt: string;
  /** When both had approved it; null while it is waited for. */
  readonly endedAt: string | null;
  readonly minutesOver: number;
  /** Where the baton was when the time ran out, and the team that held it. */
  readonly leg: string;
  readonly team: Team;
  /** Teams whose approval was not there in time: who gave it afterwards, null where nobody has. */
  readonly awaited: readonly { readonly team: Team; readonly by: string | null }[];
}

/** Deployments by Baton's agents that ended in the cycle, and cells that went back, or were said to be done and were not. */
export interface CycleDeployments {
  readonly ended: number;
  readonly succeeded: number;
  readonly failed: readonly {
    readonly outcome: string;
    readonly exitCode: number | null;
    /** The installer's own sentence, of one of them. */
    readonly example: string;
    readonly commands: number;
    readonly devices: number;
  }[];
  readonly wentBack: readonly {
    readonly cause: CauseId;
    readonly label: string;
    readonly cells: number;
    readonly devices: number;
  }[];
}

/** Devices with cells required at the start and still neither proven nor excepted at the end. */
export interface CycleGap {
  readonly devices: number;
  readonly cells: number;
  /** Cycles that are looked back on, this one included. */
  readonly lookedBack: number;
  /** Devices in the gap of each of these cycles. */
  readonly everyCycle: number;
  readonly longest: readonly {
    readonly deviceId: string;
    readonly device: string;
    readonly cells: number;
    /** Cycles in a row, up to this one. */
    readonly inARow: number;
  }[];
}

/** A retrospective's figures: all from data, none written by hand. */
export interface Retrospective extends CycleProgress {
  readonly levels: CycleLevels;
  readonly breaches: {
    readonly total: number;
    readonly byLeg: readonly BreachesByLeg[];
    readonly longest: readonly CycleBreach[];
    /** Emergencies whose time for approval ended in the cycle. Figures made before these were counted do not have it (0081). */
    readonly lateApprovals?: { readonly total: number; readonly longest: readonly LateApproval[] } | undefined;
  };
  readonly deployments: CycleDeployments;
  readonly gap: CycleGap;
  /** Of known exploited vulnerabilities: cells neither proven nor excepted at the end. */
  readonly kevCells: number;
  /** What the numbers go by. */
  readonly policy: { readonly name: string; readonly version: number };
  readonly rulesVersion: number;
}
