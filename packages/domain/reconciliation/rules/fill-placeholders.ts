import { when } from '../causes/wording.ts';
import type { CellFacts } from '../facts.ts';
import { FACTS, type FactName, isFactName } from './fact-table.ts';

const PLACEHOLDER = /\{([^{}]{0,60})\}/g;

/** What people write for the two names that every sentence has. */
const SHORT_NAMES: Readonly<Record<string, FactName>> = { device: 'device.name', fix: 'fix.id' };

/** The placeholders of a text that stand for no fact, without their braces. */
export function unknownPlaceholders(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, name = '']) => (factOf(name) === null ? [name] : []));
}

/** Fills facts into a text. What nobody has told reads "not told"; the values are not read for placeholders again. */
export function fillPlaceholders(text: string, facts: CellFacts): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => {
    const fact = factOf(name);
    return fact === null ? whole : wordOf(fact, facts);
  });
}

function factOf(name: string): FactName | null {
  const fact = SHORT_NAMES[name] ?? name;
  return isFactName(fact) ? fact : null;
}

function wordOf(fact: FactName, facts: CellFacts): string {
  const value = FACTS[fact].read(facts);
  if (value === null) return 'not told';
  if (typeof value === 'number') return when(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value.join(', ');
}
