import type { Problem } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Bridge } from '@baton/domain/reconciliation/bridge.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';

/** A file as it was read, with what it held. */
export interface ComparedFile {
  readonly team: Team;
  readonly name: string;
  readonly sha256: string;
  /** The format's title: "Nessus v2 scan". */
  readonly format: string;
  readonly devices: number;
  readonly claims: number;
  /** First and last look of a scan, ISO-8601; null for exports. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface FileProblem extends Problem {
  readonly file: string;
}

/** Two teams' reports laid over each other: both numbers, the agreed one, and every cell in between. */
export interface Comparison {
  readonly now: string;
  readonly knowledgeDate: string;
  readonly files: readonly ComparedFile[];
  readonly bridge: Bridge;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly devices: number;
  readonly cells: readonly JudgedCell[];
  readonly problems: readonly FileProblem[];
}
