import { confirmableRule } from './confirmable-rule.ts';
import type { Confirmation } from './confirmation.ts';
import type { CellFacts } from './facts.ts';
import { gatherFacts } from './gather-facts.ts';
import type { HeldConfirmation } from './held-confirmation.ts';
import { judge } from './judge.ts';
import { proofOf } from './proof-of.ts';
import type { ReconcileContext } from './reconcile-context.ts';

/**
 * Lets InfoSec's answers about a cell count. A confirmed finding counts as not reported, but only while the rule whose positive
 * proof was confirmed still says so, on the same facts, and the confirmation has not expired; so it is undone by itself. What
 * is left is judged like any other cell: a pending reboot still keeps it from being proven.
 */
export function applyConfirmations(facts: CellFacts, context: ReconcileContext): CellFacts {
  if (facts.device.confirmations.length === 0) return facts;
  const answers = facts.device.confirmations.filter(
    ({ fixId, expiresAt }) => fixId === facts.fix.id && expiresAt > facts.now,
  );
  if (answers.length === 0) return facts;
  let current = facts;
  for (;;) {
    const held = heldAnswer(current, answers, context);
    if (held === null) return current;
    const all = [...current.held, held];
    if (held.confirmation.answer === 'check-right') return { ...current, held: all };
    current = { ...withoutConfirmed(current, held.confirmation, context), held: all };
  }
}

/** The newest answer that holds for the finding that counts now. */
function heldAnswer(
  facts: CellFacts,
  answers: readonly Confirmation[],
  { rules }: ReconcileContext,
): HeldConfirmation | null {
  const finding = facts.infosec?.finding;
  if (!finding) return null;
  const proof = proofOf(facts, finding);
  const rule = confirmableRule(judge(facts, rules), rules);
  const [confirmation] = answers
    .filter((answer) => answer.proof === proof && answer.cause === rule?.id)
    .toSorted((a, b) => b.at - a.at || (a.confirmationId < b.confirmationId ? -1 : 1));
  return confirmation ? { confirmation, finding } : null;
}

/** The same check asking for the same thing on the same evidence, in whichever visit, is the same mistake. */
function withoutConfirmed(facts: CellFacts, { proof }: Confirmation, context: ReconcileContext): CellFacts {
  const { fix, device } = facts;
  const wrong = fix.infosec.filter((finding) => proofOf(facts, finding) === proof);
  return gatherFacts(
    device,
    {
      ...fix,
      infosec: fix.infosec.filter((finding) => !wrong.includes(finding)),
      confirmedWrong: [...fix.confirmedWrong, ...wrong],
    },
    context,
  );
}
