import type { CellFacts } from './facts.ts';
import type { Finding } from './required-fix.ts';

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
