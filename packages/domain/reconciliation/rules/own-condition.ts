import { compareFixVersions } from '../../advisories/compare-fix-versions.ts';
import type { CellFacts } from '../facts.ts';
import { FACTS, type FactName, type FactValue } from './fact-table.ts';
import { matchesPattern } from './match-pattern.ts';

/**
 * A condition over the facts of one cell, as data: no code, and nothing whose running time a customer's text could stretch.
 * It has exactly one form (check-rule-set.ts sees to it): `all`, `any`, `not`, or a test of one `fact`. A fact that nobody has
 * told is null; it passes no test but `is: null`.
 */
export interface OwnCondition {
  readonly all?: readonly OwnCondition[] | undefined;
  readonly any?: readonly OwnCondition[] | undefined;
  readonly not?: OwnCondition | undefined;
  readonly fact?: FactName | undefined;
  /** Equal, upper and lower case alike; null: nobody has told it. */
  readonly is?: string | boolean | null | undefined;
  readonly in?: readonly string[] | undefined;
  /** A text with `*` for any letters and `?` for one, upper and lower case alike. */
  readonly matches?: string | undefined;
  readonly olderThanHours?: number | undefined;
  readonly youngerThanHours?: number | undefined;
  /** This version or a later one, in the order of the device's own distribution. */
  readonly atLeast?: string | undefined;
  readonly below?: string | undefined;
}

/** The tests that each kind of fact has. */
export const TESTS = {
  text: ['is', 'in', 'matches'],
  texts: ['is', 'in', 'matches'],
  flag: ['is'],
  time: ['is', 'olderThanHours', 'youngerThanHours'],
  version: ['is', 'in', 'matches', 'atLeast', 'below'],
} as const;

export const TEST_NAMES = ['is', 'in', 'matches', 'olderThanHours', 'youngerThanHours', 'atLeast', 'below'] as const;

const HOUR_MS = 3_600_000;

/** Whether a condition holds for a cell. */
export function holds(condition: OwnCondition, facts: CellFacts): boolean {
  if (condition.all !== undefined) return condition.all.every((one) => holds(one, facts));
  if (condition.any !== undefined) return condition.any.some((one) => holds(one, facts));
  if (condition.not !== undefined) return !holds(condition.not, facts);
  return condition.fact !== undefined && passes(condition, FACTS[condition.fact].read(facts), facts);
}

function passes(test: OwnCondition, value: FactValue, facts: CellFacts): boolean {
  if (test.is === null) return value === null || (Array.isArray(value) && value.length === 0);
  if (value === null) return false;
  if (typeof value === 'boolean') return test.is === value;
  if (typeof value === 'number') return passesTime(test, facts.now - value);
  const texts = typeof value === 'string' ? [value] : value;
  return texts.some((text) => passesText(test, text, facts.distribution));
}

function passesTime({ olderThanHours, youngerThanHours }: OwnCondition, ageMs: number): boolean {
  if (olderThanHours !== undefined) return ageMs > olderThanHours * HOUR_MS;
  return youngerThanHours !== undefined && ageMs < youngerThanHours * HOUR_MS;
}

function passesText(test: OwnCondition, text: string, distribution: string | null): boolean {
  if (typeof test.is === 'string') return same(text, test.is);
  if (test.in !== undefined) return test.in.some((one) => same(text, one));
  if (test.matches !== undefined) return matchesPattern(text, test.matches);
  const bound = test.atLeast ?? test.below;
  const order = bound === undefined ? null : compareFixVersions(text, bound, distribution);
  if (order === null) return false;
  return test.atLeast === undefined ? order < 0 : order >= 0;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
