import type { offeredAnswer as schema } from '@baton/contract/confirmations.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { z } from 'zod';
import type { TeamActor } from '../actor.ts';
import { isPermitted } from '../permissions.ts';
import { hasDeployedFix } from './has-deployed-fix.ts';
import { waitingCell } from './waiting-cell.ts';

/** What may be answered about a cell, and whether by this caller; null where no positive proof waits. */
export async function offeredAnswer(
  db: Database,
  actor: TeamActor,
  judged: JudgedCell,
  rules: RuleSet,
): Promise<z.infer<typeof schema> | null> {
  const waiting = waitingCell(judged, rules);
  if (waiting === null) return null;
  const why = await whyNotAnswer(db, actor, judged.cell.fixId);
  const { rule, check } = waiting;
  return { cause: rule.id, causeLabel: rule.label, check: { ...check }, open: why === null, why };
}

async function whyNotAnswer(db: Database, actor: TeamActor, fix: string): Promise<string | null> {
  if (!isPermitted(actor, 'confirmation.give')) {
    return 'InfoSec answers: a lead or member, signed in as a person.';
  }
  return (await hasDeployedFix(db, actor, fix))
    ? `${actor.name} deployed ${fix} and therefore cannot answer for it.`
    : null;
}
