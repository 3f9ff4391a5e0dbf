import { actionPromise, promisedFigure, type ReviewAction, type ReviewEntry } from '@baton/contract/retrospectives.ts';
import { type ActionPromise, figureOf, isKept } from '@baton/domain/cycles/promise.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { promiseWords } from '@baton/presentation/cycle-words.ts';
import type { EntryRow, JudgedAction } from '@baton/store/cycles/review-notes.ts';
import type { KnownCycle } from './known-cycle.ts';

export function entryDto(row: EntryRow): ReviewEntry {
  return {
    entryId: row.entry_id,
    prompt: row.prompt,
    words: row.words,
    by: { personId: row.written_by, name: row.written_by_name, team: row.written_by_team },
    at: row.written_at,
  };
}

/** An action as the retrospective of a cycle shows it: with the promised number as that cycle has it. */
export function actionDto(row: JudgedAction, cycle: KnownCycle, rules: RuleSet): ReviewAction {
  const promise = row.promise === null ? null : actionPromise.parse(row.promise);
  const judgements = row.judgements
    .filter(({ number }) => number <= cycle.number)
    .map((one) => judgementDto(one, promise));
  const figure = promise === null || cycle.figures === null ? null : figureOf(promise, cycle.figures);
  return {
    actionId: row.action_id,
    madeIn: row.made_in,
    what: row.what,
    owner: { personId: row.owner_id, name: row.owner_name, team: row.owner_team },
    dueOn: judgements.findLast(({ dueOn }) => dueOn !== null)?.dueOn ?? row.due_on,
    promise,
    promised: promise === null ? null : promisedWords(promise, rules),
    madeBy: { personId: row.made_by, name: row.made_by_name, team: row.made_by_team },
    madeAt: row.made_at,
    judgements,
    figure,
    kept: promise === null || figure === null ? null : isKept(promise, figure),
  };
}

function promisedWords(promise: ActionPromise, rules: RuleSet): string {
  return promiseWords(promise, promise.cause === null ? null : rules.rule(promise.cause).label);
}

function judgementDto(
  row: JudgedAction['judgements'][number],
  promise: ActionPromise | null,
): ReviewAction['judgements'][number] {
  const figure = row.figure === null ? null : promisedFigure.parse(row.figure);
  return {
    number: row.number,
    judgement: row.judgement,
    note: row.note,
    figure,
    kept: promise === null || figure === null ? null : isKept(promise, figure),
    dueOn: row.due_on,
    by: { personId: row.judged_by, name: row.judged_by_name, team: row.judged_by_team },
    at: row.judged_at,
  };
}
