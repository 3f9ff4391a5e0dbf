import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confirmableRule } from './confirmable-rule.ts';
import type { Confirmation } from './confirmation.ts';
import { explainCell } from './explain-cell.ts';
import { proofOf } from './proof-of.ts';
import { ruleSetOf, SHIPPED_DOCUMENT, SHIPPED_RULES } from './rules/rule-set.ts';
import { changeOf, judgeSituation, type Situation } from './testing/situation.ts';

const PACKAGES = {
  openssl: [
    { fixedVersion: '3.0.13-1~deb12u1', cves: ['CVE-2024-0727'], published: null, urgency: null },
    { fixedVersion: '3.0.14-1~deb12u2', cves: ['CVE-2024-5535'], published: null, urgency: null },
  ],
};
const ASKS = {
  names: { application: 'OpenSSL', cves: ['CVE-2024-5535'] },
  installedVersion: '3.0.14',
  requiredVersion: '3.0.15',
};

/** Debian fixed it in its own version; a scan that logged in afterwards asks for upstream's. */
function backported(parts: { state?: object; claim?: object; asks?: object } = {}): Situation {
  const claim = {
    names: { package: 'openssl' },
    installedVersion: '3.0.14-1~deb12u2',
    requiredVersion: '3.0.14-1~deb12u2',
  };
  return {
    it: { state: { distribution: 'debian:12', ...parts.state }, claims: [{ ...claim, ...parts.claim }] },
    scans: [{ findings: [{ ...ASKS, ...parts.asks }] }],
    knowledge: { packages: PACKAGES },
  };
}

const judged = (given: Situation) => judgeSituation(given)[0] ?? expect.fail('no cell');

function answerTo(given: Situation, over: Partial<Confirmation> = {}): Confirmation {
  const { facts, cell } = judged(given);
  const finding = facts.infosec?.finding ?? expect.fail('nothing is reported');
  return {
    confirmationId: 'c1',
    fixId: cell.fixId,
    answer: 'scanner-wrong',
    cause: cell.cause ?? 'unexplained',
    proof: proofOf(facts, finding),
    by: 'S. Novak',
    at: Date.parse('2024-10-14T10:00:00Z'),
    expiresAt: Date.parse('2025-01-12T10:00:00Z'),
    note: '',
    ...over,
  };
}

const GIVEN = backported();
const CONFIRMED = answerTo(GIVEN);
const withAnswer = (given: Situation, ...confirmations: readonly Confirmation[]): Situation => ({
  ...given,
  confirmations,
});

describe('a confirmed mistake of the scanner', () => {
  test('proves the cell where the rest of the contract holds, and names who confirmed', () => {
    expect(judged(GIVEN).cell).toMatchObject({ verdict: 'disputed', cause: 'backported-fix' });
    const one = judged(withAnswer(GIVEN, CONFIRMED));
    expect(one.cell).toMatchObject({ verdict: 'proven', cause: null, infosecSays: 'not_reported', scanned: true });
    const explained = explainCell(one);
    expect(explained.sentence).toBe(
      'The scanner is wrong about openssl 3.0.14-1~deb12u2 on WKS-0412: S. Novak of InfoSec confirmed it on Mon 14 Oct, 10:00.',
    );
    // What the tool said stays in sight.
    expect(explained.infosec).toMatchObject({ says: 'reported, confirmed as wrong', source: 'Nessus 0' });
  });

  test('was looked for all the same, though the report does not list its check among those that ran', () => {
    const scans = [{ findings: [ASKS], scope: { checks: { kind: 'ids' as const, ids: ['1'] } } }];
    const given: Situation = { ...GIVEN, scans };
    expect(judged(withAnswer(given, answerTo(given))).cell.verdict).toBe('proven');
  });

  test('only says so where somebody has confirmed', () => {
    expect(explainCell(judged(GIVEN)).sentence).not.toContain('wrong');
  });

  test('does not prove what waits for a restart', () => {
    const restart = backported({ state: { restartNeeded: [{ package: 'openssl', processes: ['nginx'] }] } });
    expect(judged(withAnswer(restart, answerTo(restart))).cell).toMatchObject({
      verdict: 'unproven',
      cause: 'restart-needed',
      owner: 'it',
    });
  });

  test.each([
    ['IT shows another version', backported({ claim: { installedVersion: '3.0.14-1~deb12u3' } })],
    ['the check asks for another version', backported({ asks: { requiredVersion: '3.0.16' } })],
    ['the scanner found another version', backported({ asks: { installedVersion: '3.0.13' } })],
    ['the scanner found another copy', backported({ asks: { path: '/opt/openssl' } })],
    [
      'another check reports',
      backported({
        asks: {
          check: {
            tool: 'Nessus',
            id: '999',
            name: 'other',
            family: null,
            published: null,
            modified: null,
            local: true,
          },
        },
      }),
    ],
    ['the device runs another system', backported({ state: { distribution: 'debian:13' } })],
  ])('is undone by itself when %s', (_what, changed) => {
    expect(judged(withAnswer(changed, CONFIRMED)).cell).toEqual(judged(changed).cell);
    expect(judged(withAnswer(changed, CONFIRMED)).facts.held).toEqual([]);
  });

  test('is undone when the rule is switched off, or goes by another cause', () => {
    const off = ruleSetOf({ ...SHIPPED_DOCUMENT, off: ['backported-fix'] }, 1);
    expect(judged({ ...withAnswer(GIVEN, CONFIRMED), rules: off }).cell.verdict).toBe('disputed');
    expect(judged(withAnswer(GIVEN, { ...CONFIRMED, cause: 'superseded-fix' })).cell.verdict).toBe('disputed');
  });

  test('ends at its time to the millisecond, and the device is due then', () => {
    const at = (now: string): Situation => ({
      ...withAnswer(GIVEN, { ...CONFIRMED, expiresAt: Date.parse('2024-10-15T00:00:00Z') }),
      now,
    });
    expect(judged(at('2024-10-14T23:59:59.999Z')).cell.verdict).toBe('proven');
    expect(judged(at('2024-10-15T00:00:00.000Z')).cell.verdict).toBe('disputed');
    expect(changeOf(at('2024-10-14T10:40:00Z'))).toBe(Date.parse('2024-10-15T00:00:00Z'));
    // Then the inventory of 14 days is next.
    expect(changeOf(at('2024-10-15T00:00:00Z'))).toBe(Date.parse('2024-10-28T09:00:00Z') + 1);
  });

  test('covers a later look that says the same again, and an older one', () => {
    const [scan] = GIVEN.scans ?? [];
    const twice = {
      ...GIVEN,
      scans: [...(GIVEN.scans ?? []), { ...scan, look: { from: '2024-10-14T08:00:00Z', to: null } }],
    };
    expect(judged(withAnswer(twice, CONFIRMED)).cell.verdict).toBe('proven');
  });

  test('is no word on another check that reports the same cell', () => {
    const other = {
      tool: 'Nessus',
      id: '999',
      name: 'other',
      family: null,
      published: null,
      modified: null,
      local: true,
    };
    const [scan] = GIVEN.scans ?? [];
    const both = { ...GIVEN, scans: [{ ...scan, findings: [ASKS, { ...ASKS, check: other }] }] };
    const one = judged(withAnswer(both, answerTo(both)));
    expect(one.cell).toMatchObject({ verdict: 'disputed', cause: 'backported-fix' });
    const second = {
      ...answerTo(both),
      confirmationId: 'c2',
      proof: proofOf(one.facts, one.facts.infosec?.finding ?? expect.fail('none left')),
    };
    expect(judged(withAnswer(both, answerTo(both), second)).cell.verdict).toBe('proven');
    expect(judged(withAnswer(both, second, answerTo(both))).facts.held).toHaveLength(2);
  });

  test('never stands on a scan that could not log in or came before the fix', () => {
    const blind = { ...GIVEN, scans: [{ look: { authenticated: false }, findings: [ASKS] }] };
    expect(confirmableRule(judged(blind).cell, SHIPPED_RULES)).toBeNull();
    expect(judged(withAnswer(blind, answerTo(blind, { cause: 'backported-fix' }))).cell.verdict).toBe('unproven');
    const early = { ...GIVEN, scans: [{ look: { from: '2024-10-12T00:00:00Z', to: null }, findings: [ASKS] }] };
    expect(confirmableRule(judged(early).cell, SHIPPED_RULES)).toBeNull();
  });

  test('is not kept from being asked for by an own rule, which proves nothing', () => {
    const own = ruleSetOf(
      {
        ...SHIPPED_DOCUMENT,
        order: ['own-all', ...SHIPPED_DOCUMENT.order],
        own: [
          {
            id: 'own-all',
            version: 1,
            label: 'All',
            summary: 'x',
            explanation: 'x',
            nextAction: 'x',
            owner: 'both',
            when: { fact: 'it.known', is: true },
          },
        ],
      },
      1,
    );
    const { cell } = judged({ ...GIVEN, rules: own });
    expect(cell.cause).toBe('own-all');
    expect(confirmableRule(cell, own)?.id).toBe('backported-fix');
    expect(judged({ ...withAnswer(GIVEN, CONFIRMED), rules: own }).cell.verdict).toBe('proven');
  });
});

describe('an upheld check', () => {
  const upheld = { ...CONFIRMED, answer: 'check-right' as const, note: 'The old library is linked statically.' };

  test('changes no verdict and no cause, and is seen', () => {
    const one = judged(withAnswer(GIVEN, upheld));
    expect(one.cell).toEqual(judged(GIVEN).cell);
    expect(one.facts.held.map(({ confirmation }) => confirmation.note)).toEqual([upheld.note]);
  });

  test('of two answers the newer counts, in whichever order they are read', () => {
    const later = { ...upheld, confirmationId: 'c2', at: CONFIRMED.at + 1 };
    for (const answers of [
      [CONFIRMED, later],
      [later, CONFIRMED],
    ] as const) {
      expect(judged(withAnswer(GIVEN, ...answers)).cell.verdict).toBe('disputed');
    }
  });
});

test('answers never prove what IT’s side does not show, whatever their order', () => {
  const says = fc.constantFrom('installed' as const, 'missing' as const, 'failed' as const, 'unknown' as const);
  const version = fc.constantFrom('3.0.14-1~deb12u2', '3.0.13-1~deb12u1', '3.0.14-1~deb12u3');
  fc.assert(
    fc.property(
      says,
      version,
      fc.boolean(),
      fc.array(fc.constantFrom('c1', 'c2', 'c3'), { maxLength: 3 }),
      (word, installedVersion, stale, ids) => {
        const given = backported({
          claim: { says: word, installedVersion },
          ...(stale ? { state: { lastSeen: '2024-01-01T00:00:00Z' } } : {}),
        });
        const confirmations = ids.map((confirmationId, index) => ({
          ...CONFIRMED,
          confirmationId,
          at: CONFIRMED.at + index,
        }));
        const one = judgeSituation({ ...given, confirmations });
        const turned = judgeSituation({ ...given, confirmations: confirmations.toReversed() });
        expect(turned.map(({ cell }) => cell)).toEqual(one.map(({ cell }) => cell));
        for (const { cell } of one) {
          if (cell.verdict === 'proven')
            expect([word, installedVersion, stale, ids.length > 0]).toEqual([
              'installed',
              '3.0.14-1~deb12u2',
              false,
              true,
            ]);
        }
      },
    ),
  );
});
