import { createHash } from 'node:crypto';
import type { CauseRule } from '@baton/domain/reconciliation/causes/cause-rule.ts';
import { platformOfFamily } from '@baton/domain/reconciliation/check-families.ts';
import { confirmableRule } from '@baton/domain/reconciliation/confirmable-rule.ts';
import { evidenceLines, explainCell } from '@baton/domain/reconciliation/explain-cell.ts';
import { proofOf } from '@baton/domain/reconciliation/proof-of.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Finding } from '@baton/domain/reconciliation/required-fix.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { ConfirmedEvidence } from '@baton/store/tables/rules.ts';

/** A cell whose positive proof waits for InfoSec's answer. */
export interface WaitingCell {
  readonly judged: JudgedCell;
  readonly finding: Finding;
  readonly rule: CauseRule;
  readonly check: { readonly tool: string; readonly id: string; readonly name: string };
}

/** The cell as one that waits for an answer; null where no positive proof goes first, or a finding has no check behind it. */
export function waitingCell(judged: JudgedCell, rules: RuleSet): WaitingCell | null {
  const { cell, facts } = judged;
  const rule = confirmableRule(cell, rules);
  const finding = facts.infosec?.finding;
  const check = finding?.resolved.claim.check;
  if (rule === null || !finding || !check) return null;
  return { judged, finding, rule, check: { tool: check.tool, id: check.id, name: check.name } };
}

/** What is kept of a cell with an answer: the facts that decided, their hash, and the evidence in words. */
export function keptWith({ judged, finding }: WaitingCell): {
  readonly proof: string;
  readonly proofKey: string;
  readonly evidence: ConfirmedEvidence;
} {
  const { facts } = judged;
  const proof = proofOf(facts, finding);
  const cves = [...(facts.fix.known?.cves ?? []), ...finding.resolved.claim.names.cves];
  return {
    proof,
    proofKey: createHash('sha256').update(proof).digest('hex'),
    evidence: {
      sentence: explainCell(judged).sentence,
      ...evidenceLines(judged),
      product: {
        cves: [...new Set(cves)].sort(),
        system: facts.it?.record.state.distribution ?? facts.distribution,
        kind: facts.fix.kind,
        name: facts.fix.name,
        version: facts.it?.version ?? null,
        checkedPlatform: platformOfFamily(finding.resolved.claim.check?.family ?? null),
      },
    },
  };
}
