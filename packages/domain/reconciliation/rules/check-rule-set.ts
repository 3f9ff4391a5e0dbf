import { isBuiltInCause } from '../cause-id.ts';
import { FACTS } from './fact-table.ts';
import { unknownPlaceholders } from './fill-placeholders.ts';
import { type OwnCondition, TEST_NAMES, TESTS } from './own-condition.ts';
import type { OwnRule } from './own-rule.ts';
import type { RuleSetDocument } from './rule-set.ts';

/** What is wrong with a document, and where: `own.0.when.all.1`. */
export interface RuleSetProblem {
  readonly where: string;
  readonly what: string;
}

export const LONGEST_LABEL = 27;
export const DEEPEST_CONDITION = 6;
export const MOST_TESTS = 60;

/** What a form cannot tell of a document: names that stand twice or for nothing, tests that do not fit their fact. */
export function checkRuleSet(document: RuleSetDocument): readonly RuleSetProblem[] {
  const ownIds = document.own.map(({ id }) => id);
  return [
    ...checkList(document.order, 'order', ownIds),
    ...checkList(document.off, 'off', ownIds),
    ...twice(ownIds).map(({ at, id }) => ({ where: `own.${at}.id`, what: `There are two rules with the id ${id}` })),
    ...document.own.flatMap((own, at) => checkOwnRule(own, `own.${at}`)),
  ];
}

function checkList(
  ids: readonly string[],
  where: 'order' | 'off',
  ownIds: readonly string[],
): readonly RuleSetProblem[] {
  const known = (id: string): boolean => isBuiltInCause(id) || ownIds.some((own) => own === id);
  return [
    ...twice(ids).map(({ at, id }) => ({ where: `${where}.${at}`, what: `${id} stands there twice` })),
    ...ids.flatMap((id, at) => {
      if (!known(id)) return [{ where: `${where}.${at}`, what: `There is no rule ${id}` }];
      if (id !== 'unexplained') return [];
      return [{ where: `${where}.${at}`, what: 'unexplained is always tried, and always last; leave it out' }];
    }),
  ];
}

function twice(ids: readonly string[]): readonly { readonly at: number; readonly id: string }[] {
  return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ at, id }] : []));
}

function checkOwnRule(own: OwnRule, where: string): readonly RuleSetProblem[] {
  const tests = countTests(own.when);
  return [
    ...(own.label.length > LONGEST_LABEL
      ? [{ where: `${where}.label`, what: `The label has more than ${LONGEST_LABEL} characters` }]
      : []),
    ...unknownPlaceholders(own.explanation).map((name) => ({
      where: `${where}.explanation`,
      what: `{${name}} stands for no fact`,
    })),
    ...(tests > MOST_TESTS
      ? [{ where: `${where}.when`, what: `A rule has at most ${MOST_TESTS} tests, this one has ${tests}` }]
      : []),
    ...checkCondition(own.when, `${where}.when`, 1),
  ];
}

function countTests({ all = [], any = [], not, fact }: OwnCondition): number {
  const below = [...all, ...any, ...(not === undefined ? [] : [not])];
  return below.reduce((sum, one) => sum + countTests(one), fact === undefined ? 0 : 1);
}

function checkCondition(condition: OwnCondition, where: string, depth: number): readonly RuleSetProblem[] {
  if (depth > DEEPEST_CONDITION) return [{ where, what: `Conditions stand at most ${DEEPEST_CONDITION} deep` }];
  const forms = (['all', 'any', 'not', 'fact'] as const).filter((form) => condition[form] !== undefined);
  if (forms.length !== 1) {
    return [{ where, what: 'A condition has exactly one of all, any, not and fact' }];
  }
  const { all, any, not } = condition;
  if (condition.fact !== undefined) return checkTest(condition, where);
  const stray = TEST_NAMES.find((name) => condition[name] !== undefined);
  if (stray !== undefined) return [{ where: `${where}.${stray}`, what: `${stray} needs a fact beside it` }];
  if (not !== undefined) return checkCondition(not, `${where}.not`, depth + 1);
  const name = all === undefined ? 'any' : 'all';
  const list = all ?? any ?? [];
  if (list.length === 0) return [{ where: `${where}.${name}`, what: `${name} needs at least one condition` }];
  return list.flatMap((one, at) => checkCondition(one, `${where}.${name}.${at}`, depth + 1));
}

function checkTest(condition: OwnCondition, where: string): readonly RuleSetProblem[] {
  if (condition.fact === undefined) return [];
  const { kind } = FACTS[condition.fact];
  const allowed: readonly string[] = TESTS[kind];
  const given = TEST_NAMES.filter((name) => condition[name] !== undefined);
  const [test] = given;
  if (given.length !== 1 || test === undefined) {
    return [{ where, what: `A test has exactly one of ${allowed.join(', ')}` }];
  }
  if (!allowed.includes(test)) {
    return [{ where: `${where}.${test}`, what: `${condition.fact} is tested with ${allowed.join(', ')}` }];
  }
  return checkIs(condition.is, kind, condition.fact, `${where}.is`);
}

/** `is` takes what the fact can be: words of texts, yes and no of flags, and null of everything. */
function checkIs(is: OwnCondition['is'], kind: string, fact: string, where: string): readonly RuleSetProblem[] {
  if (is === undefined || is === null) return [];
  if (kind === 'flag' && typeof is !== 'boolean') return [{ where, what: `${fact} is true, false or null` }];
  if (kind === 'time') return [{ where, what: `${fact} is a time: use olderThanHours or youngerThanHours` }];
  if (kind !== 'flag' && typeof is !== 'string') return [{ where, what: `${fact} is a text or null` }];
  return [];
}
