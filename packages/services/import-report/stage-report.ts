import type { Problem, ReportPart, ReportScope } from '@baton/domain/evidence/report.ts';
import { writeEvidence } from '@baton/store/evidence/pack-evidence.ts';
import type { Staging } from '@baton/store/evidence/staging.ts';
import { PieceBuffer } from './piece-buffer.ts';

/** What a file says. */
export interface StagedReport {
  /** What it says of devices. */
  readonly staging: Staging;
  readonly scope: ReportScope | null;
  readonly claims: number;
  /** The first ones; a file whose every line is bad is told by its beginning. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

export const PROBLEMS_KEPT = 10_000;

/** Reads a report to its end. */
export async function stageReport(staging: Staging, parts: AsyncIterable<ReportPart>): Promise<StagedReport> {
  const buffer = new PieceBuffer();
  const problems: Problem[] = [];
  let scope: ReportScope | null = null;
  let claims = 0;
  let problemCount = 0;
  let sequence = 0;

  async function flush(): Promise<void> {
    const taken = buffer.take();
    await staging.add(
      taken.map(([key, evidence]) => ({ key, sequence: ++sequence, evidence: writeEvidence(evidence) })),
    );
  }

  for await (const part of parts) {
    if (part.part === 'scope') scope = part.scope;
    else if (part.part === 'device') {
      claims += part.device.claims.length;
      buffer.add(part.device);
      if (buffer.isFull) await flush();
    } else {
      problemCount += 1;
      if (problems.length < PROBLEMS_KEPT) problems.push(part.problem);
    }
  }
  await flush();
  return { staging, scope, claims, problems, problemCount };
}
