import type { Problem, ReportPart, ReportScope } from '@baton/domain/evidence/report.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { writeEvidence } from '@baton/store/evidence/pack-evidence.ts';
import { stagePieces } from '@baton/store/evidence/staging.ts';
import { PieceBuffer } from './piece-buffer.ts';

/** What a file says beside its devices. */
export interface StagedReport {
  readonly scope: ReportScope | null;
  readonly claims: number;
  /** The first ones; a file whose every line is bad is told by its beginning. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

export const PROBLEMS_KEPT = 10_000;

/** Pieces a statement. */
const BATCH = 500;

/** Reads a report to its end into the staging table. */
export async function stageReport(connection: Database, parts: AsyncIterable<ReportPart>): Promise<StagedReport> {
  const buffer = new PieceBuffer();
  const problems: Problem[] = [];
  let scope: ReportScope | null = null;
  let claims = 0;
  let problemCount = 0;
  let sequence = 0;

  async function flush(): Promise<void> {
    const pieces = buffer
      .take()
      .map(([key, evidence]) => ({ key, sequence: ++sequence, evidence: writeEvidence(evidence) }));
    for (let at = 0; at < pieces.length; at += BATCH) await stagePieces(connection, pieces.slice(at, at + BATCH));
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
  return { scope, claims, problems, problemCount };
}
