import type { CauseId } from './cause-id.ts';
import type { CellFacts } from './facts.ts';
import type { Finding } from './required-fix.ts';

/**
 * What a person of InfoSec answered to positive proof about one cell. `scanner-wrong`: the finding counts as not reported.
 * `check-right`: the finding is upheld, the cell keeps its cause. It holds for the evidence that it was given on, until it
 * expires.
 */
export interface Confirmation {
  readonly confirmationId: string;
  /** "KB5044273" */
  readonly fixId: string;
  readonly answer: 'scanner-wrong' | 'check-right';
  /** The cause whose positive proof was confirmed. */
  readonly cause: CauseId;
  /** The facts that decided, by `proofOf`: where they differ now, it holds no more. */
  readonly proof: string;
  /** Who gave it. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly expiresAt: number;
  /** In the giver's words; empty where nothing was said. */
  readonly note: string;
}

/** A confirmation that holds for a cell now, with the finding that it is about. */
export interface HeldConfirmation {
  readonly confirmation: Confirmation;
  readonly finding: Finding;
}

/**
 * The facts on which a finding is judged right or wrong, as one text that is equal where they are equal: IT's word, version and
 * system, the check, what it asks for, and what it found where. No times: looking again changes nothing.
 */
export function proofOf({ it, fix }: CellFacts, { resolved }: Finding): string {
  const { claim, name, product, version } = resolved;
  return JSON.stringify({
    fix: fix.id,
    it: {
      says: it?.says ?? null,
      version: it?.version ?? null,
      build: it?.record.state.osBuild ?? null,
      system: it?.record.state.distribution ?? null,
    },
    check: { tool: claim.check?.tool ?? null, id: claim.check?.id ?? null },
    asked: { name, product, version, required: claim.requiredVersion },
    found: { version: claim.installedVersion, path: claim.path },
  });
}
