import { describe, expect, test } from 'vitest';
import { type BuiltInCauseId, CAUSE_IDS } from '../cause-id.ts';
import { changeOf, judgeSituation, type Situation } from '../testing/situation.ts';
import { checkRuleSet } from './check-rule-set.ts';
import { describeDifferences } from './describe-differences.ts';
import type { OwnRule } from './own-rule.ts';
import { isProposed, proposedId, proposeOwnRule } from './propose-own-rule.ts';
import { PreviewTally } from './rule-preview.ts';
import { completeOrder, type RuleSetDocument, ruleSetOf, SHIPPED_DOCUMENT, SHIPPED_RULES } from './rule-set.ts';

const SHIPPED = SHIPPED_DOCUMENT.order;

/** Installed two days before the scan looked, reported all the same: stale-scan does not fit, nothing does. */
const UNEXPLAINED: Situation = { scans: [{ findings: [{}] }] };
/** The scan is older than the fix and could not log in either. */
const STALE: Situation = {
  scans: [{ look: { from: '2024-10-11T02:31:00Z', to: null, authenticated: false }, findings: [{}] }],
};

const LAB: OwnRule = {
  id: 'own-lab',
  version: 3,
  label: 'Lab network',
  summary: 'the lab is rebuilt each night',
  explanation: '{device} stands in the lab; {infosec.tool} asks for {fix}.',
  nextAction: 'Look at the lab',
  owner: 'it',
  when: {
    all: [
      { fact: 'device.name', matches: 'WKS-*' },
      { fact: 'infosec.says', is: 'reported' },
    ],
  },
};

const rules = (document: Partial<RuleSetDocument>, version = 1) =>
  ruleSetOf({ ...SHIPPED_DOCUMENT, ...document }, version);
const judged = (given: Situation) => judgeSituation(given)[0] ?? expect.fail('no cell');

describe('the rule set in force', () => {
  test('as shipped tries every cause in the order of the table, unexplained last', () => {
    expect(SHIPPED_RULES.tried.map(({ id }) => id)).toEqual(CAUSE_IDS.filter((id) => id !== 'unexplained'));
  });

  test('decides which of two fitting rules is the cause', () => {
    expect(judged(STALE).cell).toMatchObject({ cause: 'stale-scan', also: ['unauthenticated-scan'] });
    const order = ['unauthenticated-scan', ...SHIPPED.filter((id) => id !== 'unauthenticated-scan')] as const;
    expect(judged({ ...STALE, rules: rules({ order }) }).cell).toMatchObject({
      cause: 'unauthenticated-scan',
      also: ['stale-scan'],
    });
  });

  test('does not try what is off, and keeps its words for cells that bear its name', () => {
    const off = rules({ off: ['stale-scan', 'unauthenticated-scan'] });
    expect(judged({ ...STALE, rules: off }).cell).toMatchObject({ cause: 'unexplained', also: [] });
    expect(off.rule('stale-scan').label).toBe('Scan older than the fix');
  });

  test('tries an own rule before unexplained, unless told where', () => {
    const own = rules({ own: [LAB] });
    expect(judged({ ...UNEXPLAINED, rules: own }).cell).toMatchObject({
      cause: 'own-lab',
      owner: 'it',
      ruleVersion: 3,
    });
    expect(judged({ ...STALE, rules: own }).cell).toMatchObject({
      cause: 'stale-scan',
      also: ['unauthenticated-scan', 'own-lab'],
    });
    const first = rules({ own: [LAB], order: ['own-lab', ...SHIPPED] });
    const { cell, facts, rule } = judged({ ...STALE, rules: first });
    expect(cell.cause).toBe('own-lab');
    expect(rule?.explain(facts)).toBe('WKS-0412 stands in the lab; Nessus asks for KB5044273.');
  });

  test('lets no own rule touch a verdict', () => {
    const everything: OwnRule = { ...LAB, when: { not: { fact: 'device.name', is: 'nobody' } } };
    const own = rules({ own: [everything], order: ['own-lab', ...SHIPPED] });
    for (const given of [
      {},
      UNEXPLAINED,
      STALE,
      { it: { claims: [{ says: 'missing' }] }, scans: [{ findings: [{}] }] },
    ] as const) {
      expect(judged({ ...given, rules: own }).cell.verdict).toBe(judged(given).cell.verdict);
    }
    expect(own.rule('own-lab').positiveProof).toBe(false);
  });

  test('puts a cause that a newer Baton brought after the one that it follows', () => {
    const older = SHIPPED.filter((id) => id !== 'backported-fix' && id !== SHIPPED[0]);
    expect(rules({ order: older }).document.order).toEqual(SHIPPED);
    const none: readonly OwnRule[] = [];
    expect(completeOrder({ order: ['own-lab'], own: [LAB] })).toEqual(['own-lab', ...SHIPPED]);
    expect(completeOrder({ order: ['reverted'], own: none })).toEqual([
      'reverted',
      ...SHIPPED.filter((id) => id !== 'reverted'),
    ]);
    expect(completeOrder({ order: [], own: [LAB] })).toEqual([...SHIPPED, 'own-lab']);
  });

  test('keeps the words of own rules that were taken out', () => {
    const later = ruleSetOf(SHIPPED_DOCUMENT, 2, [LAB]);
    expect(later.tried).toHaveLength(SHIPPED.length);
    expect(later.rule('own-lab').label).toBe('Lab network');
    expect(later.rule('own-forgotten').label).toBe('forgotten');
  });
});

describe('a document of rules is refused', () => {
  const broken = (own: Partial<OwnRule>): RuleSetDocument => ({ ...SHIPPED_DOCUMENT, own: [{ ...LAB, ...own }] });
  const cases: readonly (readonly [string, RuleSetDocument, string])[] = [
    ['a cause that does not exist', { ...SHIPPED_DOCUMENT, order: ['own-nobody'] }, 'order.0'],
    ['a cause twice', { ...SHIPPED_DOCUMENT, order: ['stale-scan', 'reverted', 'stale-scan'] }, 'order.2'],
    ['unexplained switched off', { ...SHIPPED_DOCUMENT, off: ['unexplained'] }, 'off.0'],
    ['two rules of one id', { ...SHIPPED_DOCUMENT, own: [LAB, LAB] }, 'own.1.id'],
    ['a label that is too long', broken({ label: 'x'.repeat(28) }), 'own.0.label'],
    ['a placeholder for nothing', broken({ explanation: '{device} {nobody}' }), 'own.0.explanation'],
    ['two forms in one', broken({ when: { all: [{ fact: 'it.says', is: 'x' }], fact: 'it.says' } }), 'own.0.when'],
    ['no form', broken({ when: { all: [{}] } }), 'own.0.when.all.0'],
    ['a test without a fact', broken({ when: { not: { fact: 'it.says', is: 'x' }, is: 'x' } }), 'own.0.when.is'],
    ['two tests', broken({ when: { any: [{ fact: 'it.says', is: 'x', in: ['y'] }] } }), 'own.0.when.any.0'],
    [
      'a test that does not fit',
      broken({ when: { not: { fact: 'it.says', olderThanHours: 3 } } }),
      'own.0.when.not.olderThanHours',
    ],
    ['a word for a flag', broken({ when: { fact: 'it.stale', is: 'yes' } }), 'own.0.when.is'],
    ['a flag for a word', broken({ when: { fact: 'it.says', is: true } }), 'own.0.when.is'],
    ['a word for a time', broken({ when: { fact: 'it.lastSeen', is: 'today' } }), 'own.0.when.is'],
    ['conditions without end', broken({ when: deep(7) }), `own.0.when${'.not'.repeat(6)}`],
    [
      'too many tests',
      broken({ when: { any: Array.from({ length: 61 }, () => ({ fact: 'it.says', is: 'x' }) as const) } }),
      'own.0.when',
    ],
  ];

  test.each(cases)('%s', (_what, document, where) => {
    expect(checkRuleSet(document).map((problem) => problem.where)).toEqual([where]);
  });

  test('not where all is well', () => {
    expect(checkRuleSet({ order: ['own-lab', ...SHIPPED], off: ['own-lab', 'reverted'], own: [LAB] })).toEqual([]);
  });
});

function deep(levels: number): OwnRule['when'] {
  return levels === 1 ? { fact: 'it.says', is: 'x' } : { not: deep(levels - 1) };
}

test('the differences of two rule sets are told in sentences, the fewest that say it', () => {
  const move = (id: BuiltInCauseId, to: number) => SHIPPED.filter((one) => one !== id).toSpliced(to, 0, id);
  const before = rules({ own: [LAB, { ...LAB, id: 'own-old', label: 'Old rule' }], off: ['reverted'] });
  const after = rules({
    order: [...move('unauthenticated-scan', 0), 'own-lab', 'own-new'],
    off: ['cached-finding'],
    own: [
      { ...LAB, version: 4 },
      { ...LAB, id: 'own-new', label: 'New rule' },
    ],
  });
  expect(describeDifferences(before, after)).toEqual(
    [
      'New rule “New rule” (own-new), tried after “Lab network”.',
      '“Old rule” (own-old) is taken out.',
      '“Lab network” (own-lab) is changed: version 4.',
      '“Old look repeated” (cached-finding) is switched off.',
      '“Version went down” (reverted) is switched on.',
      '“Scan had no login” (unauthenticated-scan) is tried at another place: tried first.',
    ].map((sentence) =>
      sentence
        .replace('Old look repeated', before.rule('cached-finding').label)
        .replace('Version went down', before.rule('reverted').label)
        .replace('Scan had no login', before.rule('unauthenticated-scan').label),
    ),
  );
  expect(describeDifferences(before, before)).toEqual([]);
});

test('a time that an own rule asks for has the device judged again when it has passed', () => {
  const asks = (fact: 'it.lastSeen' | 'it.installedAt' | 'it.lastBoot' | 'infosec.lastLook'): OwnRule => ({
    ...LAB,
    when: { all: [{ fact: 'it.known', is: true }, { not: { fact, olderThanHours: 12 } }] },
  });
  const due = (fact: Parameters<typeof asks>[0]) => {
    const own = rules({ own: [asks(fact)] });
    return new Date(changeOf({ ...UNEXPLAINED, now: '2024-10-13T12:00:00Z', rules: own }) ?? 0).toISOString();
  };
  expect(due('it.lastSeen')).toBe('2024-10-14T21:00:00.001Z');
  expect(due('it.installedAt')).toBe('2024-10-13T18:41:00.001Z');
  expect(due('it.lastBoot')).toBe('2024-10-13T18:58:00.001Z');
  expect(due('infosec.lastLook')).toBe('2024-10-14T15:10:00.001Z');
  const at = (now: string) => judged({ ...UNEXPLAINED, now, rules: rules({ own: [asks('it.lastSeen')] }) }).cell.cause;
  expect([at('2024-10-14T21:00:00.000Z'), at('2024-10-14T21:00:00.001Z')]).toEqual(['own-lab', 'unexplained']);
});

test('a preview counts what changes, kind by kind, and says what the numbers would be', () => {
  const after = rules({ off: ['stale-scan'] });
  const tally = new PreviewTally(SHIPPED_RULES, after);
  for (const [device, given] of Object.entries({ a: STALE, b: STALE, c: {}, d: UNEXPLAINED })) {
    const [was, becomes] = [SHIPPED_RULES, after].map((set) =>
      judgeSituation({ ...given, rules: set }).map(({ cell }) => ({ ...cell, deviceId: device })),
    );
    tally.addDevice(`device ${device}`, was ?? [], becomes ?? []);
  }
  const result = tally.result();
  expect(result).toMatchObject({ devices: 4, cells: 4, changedCells: 2, changedDevices: 2 });
  expect(result.changes).toEqual([
    {
      from: { verdict: 'unproven', cause: 'stale-scan' },
      to: { verdict: 'unproven', cause: 'unauthenticated-scan' },
      cells: 2,
      devices: 2,
    },
  ]);
  expect(result.examples.map(({ device }) => device)).toEqual(['device a', 'device b']);
  expect(result.after).toEqual(result.before);
  expect(result.after).toMatchObject({ required: 4, proven: 1 });
});

test('a rule is proposed of a check that was wrong five times at least, and four times in five', () => {
  expect(isProposed({ wrong: 5, answered: 5 })).toBe(true);
  expect(isProposed({ wrong: 4, answered: 4 })).toBe(false);
  expect(isProposed({ wrong: 8, answered: 10 })).toBe(true);
  expect(isProposed({ wrong: 7, answered: 9 })).toBe(false);
  const own = proposeOwnRule({ tool: 'Nessus', check: '208303', wrong: 18, answered: 20 });
  expect(own.id).toBe(proposedId({ tool: 'Nessus', check: '208303' }));
  expect(own).toMatchObject({ id: 'own-nessus-208303', label: 'Check 208303 was wrong here' });
  expect(checkRuleSet({ ...SHIPPED_DOCUMENT, own: [own] })).toEqual([]);
  expect(
    checkRuleSet({
      ...SHIPPED_DOCUMENT,
      own: [proposeOwnRule({ tool: 'Greenbone', check: '1.3.6.1.4.1.25623.1.0.117274', wrong: 5, answered: 5 })],
    }),
  ).toEqual([]);
  expect(judged({ ...UNEXPLAINED, rules: rules({ own: [own] }) }).cell.cause).toBe('own-nessus-208303');
});
