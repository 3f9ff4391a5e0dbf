import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CAUSE_IDS } from '../cause-id.ts';
import { contractOf } from '../contract-of-evidence.ts';
import { explainCell } from '../explain-cell.ts';
import { judgeSituation } from '../testing/situation.ts';
import type { CauseFixture, CauseFixtures } from './fixtures/cause-fixture.ts';
import { CAUSE_RULES, causeRule } from './registry.ts';

const here = new URL('.', import.meta.url);

async function fixturesOf(id: string): Promise<CauseFixtures> {
  const module: Record<string, CauseFixtures> = await import(`./fixtures/${id}.ts`);
  const fixtures = Object.values(module)[0];
  if (!fixtures) throw new Error(`fixtures/${id}.ts exports nothing`);
  return fixtures;
}

function expectOutcome({ given, verdict, cause, also, owner, fix }: CauseFixture): void {
  const cells = judgeSituation(given);
  expect(cells.map(({ cell }) => cell.verdict)).toEqual([verdict]);
  const { cell, facts } = cells[0] ?? expect.fail('no cell');
  expect(cell.cause).toBe(cause);
  if (also) expect(cell.also).toEqual(also);
  if (owner) expect(cell.owner).toBe(owner);
  if (fix) expect(cell.fixId).toBe(fix);
  expect(contractOf(facts).every((condition) => condition.met === true)).toBe(verdict === 'proven');
}

describe('the registry of causes', () => {
  it('has a rule for every cause, in the order of the table', () => {
    expect(CAUSE_RULES.map((rule) => rule.id)).toEqual([...CAUSE_IDS]);
  });

  it('has every rule that lies in its folder, each with fixtures', () => {
    const beside = ['cause-rule.ts', 'fix-exists.ts', 'found-copy.ts', 'registry.ts', 'wording.ts'];
    const files = readdirSync(here).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !beside.includes(name),
    );
    expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual([...CAUSE_IDS].sort());
    const fixtures = readdirSync(new URL('fixtures/', here)).filter((name) => name !== 'cause-fixture.ts');
    expect(fixtures.map((name) => name.replace('.ts', '')).sort()).toEqual([...CAUSE_IDS].sort());
  });
});

describe('the confidence of a rule', () => {
  it('is proof wherever the rule may say that the scanner is wrong', () => {
    const wanting = CAUSE_RULES.filter((rule) => rule.positiveProof && rule.confidence !== 'proof');
    expect(wanting.map(({ id }) => id)).toEqual([]);
  });
});

for (const id of CAUSE_IDS) {
  const fixtures = await fixturesOf(id);
  describe(id, () => {
    it.each(fixtures.fires)('fires: $title', (fixture) => {
      // A remark is on a cell that needs no cause.
      if (fixture.cause === null) expect(fixture.also).toContain(id);
      else expect(fixture.cause).toBe(id);
      expectOutcome(fixture);
    });
    it.each(fixtures.justNot)('just not: $title', (fixture) => {
      expect([fixture.cause, ...(fixture.also ?? [])]).not.toContain(id);
      expectOutcome(fixture);
    });
    it.each(fixtures.loses)('beside others: $title', (fixture) => expectOutcome(fixture));

    it('explains itself to both teams in sentences', () => {
      for (const { given } of fixtures.fires) {
        const judged = judgeSituation(given)[0] ?? expect.fail('no cell');
        const explained = explainCell(judged);
        expect(explained.sentence).toMatch(/^[\p{L}“0-9].*\.$/u);
        expect(explained.sentence).not.toMatch(/undefined|null|NaN|\[object/);
        expect(explained.next ?? '').not.toMatch(/undefined|null|NaN|\[object/);
        expect(explained.confidence).toBe(judged.cell.cause === null ? null : causeRule(id).confidence);
        expect(causeRule(id).label.length).toBeLessThan(28);
      }
    });
  });
}
