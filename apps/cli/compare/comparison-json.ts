import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import type { Comparison } from './comparison.ts';

/** The comparison as scripts read it: every ratio with its two integers, every cell, every problem. */
export function comparisonJson(comparison: Comparison) {
  const { bridge } = comparison;
  return {
    now: comparison.now,
    knowledge: comparison.knowledgeDate,
    files: comparison.files,
    it: bridge.it,
    infosec: bridge.infosec,
    agreed: bridge.agreed,
    verdicts: comparison.verdicts,
    bridge: bridge.steps.map(({ part, cause, owner, cells, devices, from, to }) => ({
      cause,
      label: causeRule(cause).label,
      part,
      owner,
      cells,
      devices,
      from,
      to,
    })),
    cells: comparison.cells.map(({ cell, facts }) => ({
      device: facts.device.name,
      fix: cell.fixId,
      verdict: cell.verdict,
      cause: cell.cause,
      also: cell.also,
      owner: cell.owner,
      it: cell.itSays,
      infosec: cell.infosecSays,
      folded: cell.folded,
    })),
    problems: comparison.problems.map(({ file, line, where, what }) => ({ file, at: line, where, what })),
  };
}
