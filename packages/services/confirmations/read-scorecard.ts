import type { ScoreRow } from '@baton/contract/confirmations.ts';
import { isProposed, proposedId, proposeOwnRule } from '@baton/domain/reconciliation/rules/propose-own-rule.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readScores, type Score } from '@baton/store/rules/scorecard.ts';
import type { TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { currentRules } from '../rules/current-rules.ts';
import { findProposed } from '../rules/proposed-rules.ts';
import { addToDraft } from '../rules/save-rules.ts';
import { ServiceError } from '../service-error.ts';

/** How often each tool and check was confirmed wrong, of how often it was answered, with the rules that this speaks for. */
export async function readScorecard(
  db: Database,
): Promise<{ readonly tools: ScoreRow[]; readonly checks: ScoreRow[] }> {
  const rules = await currentRules(db);
  const draft = (await findProposed(db))?.document;
  const known = new Set([...rules.document.own, ...(draft?.own ?? [])].map(({ id }) => id));
  const rows = (await readScores(db)).map((score) => rowOf(score, rules, known));
  return { tools: rows.filter(({ check }) => check === null), checks: rows.filter(({ check }) => check !== null) };
}

function rowOf(score: Score, rules: RuleSet, known: ReadonlySet<string>): ScoreRow {
  const { tool, check, cause } = score;
  return {
    ...score,
    causeLabel: cause && rules.rule(cause).label,
    proposal:
      check !== null && isProposed(score)
        ? { ruleId: proposedId({ tool, check }), inRules: known.has(proposedId({ tool, check })) }
        : null,
  };
}

/** Writes the rule that a check's record speaks for into the draft: for both leads to preview and sign like any other. */
export async function proposeRule(
  db: Database,
  actor: TeamActor,
  { tool, check }: { readonly tool: string; readonly check: string },
) {
  requirePermission(actor, 'document.draft');
  const score = (await readScores(db)).find((one) => one.tool === tool && one.check === check);
  if (score === undefined || !isProposed(score)) {
    throw new ServiceError('conflict', `Check ${check} of ${tool} was not confirmed wrong often enough for a rule.`, {
      hint: 'It takes five times at least, and four times in five.',
    });
  }
  const own = proposeOwnRule({ ...score, check });
  await addToDraft(db, actor, own);
  return { ruleId: own.id };
}
