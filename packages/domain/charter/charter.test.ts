import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Team } from '../evidence/team.ts';
import { type Bearer, carriedBy } from './carried-by.ts';
import { type Charter, DUTIES } from './charter.ts';
import { DEFAULT_CHARTER } from './default-charter.ts';
import { diffCharters, isSameCharter } from './diff-charters.ts';
import { DEFAULT_ANSWERS, guidedDraft } from './guided-draft.ts';
import { STANDING_PARTIES } from './party.ts';
import { RESPONSIBILITIES, type Responsibility, sideOf } from './responsibility.ts';
import { warningsOf } from './warnings.ts';
import { whoIsAsked } from './who-is-asked.ts';

const KIM = { email: 'kim@example.org', name: 'Kim', team: 'it' } as const;

function withCells(cells: Readonly<Partial<Record<Responsibility, Record<string, (typeof DUTIES)[number]>>>>): Charter {
  return {
    ...DEFAULT_CHARTER,
    people: [KIM],
    responsibilities: { ...DEFAULT_CHARTER.responsibilities, ...cells },
  };
}

const carried = (charter: Charter, bearer: Partial<Bearer>): readonly Responsibility[] => [
  ...carriedBy(charter, { team: 'it', role: 'member', email: 'x@example.org', ...bearer }),
];

describe('what a charter has somebody carry out', () => {
  test('by default: IT executes, InfoSec validates, viewers read', () => {
    expect(carried(DEFAULT_CHARTER, {})).toEqual(['testing', 'deploying', 'rebooting', 'asset-list']);
    expect(carried(DEFAULT_CHARTER, { role: 'lead' })).toContain('approving');
    expect(carried(DEFAULT_CHARTER, { team: 'infosec' })).toEqual(['scanning', 'prioritising', 'verifying']);
    expect(carried(DEFAULT_CHARTER, { role: 'viewer' })).toEqual([]);
  });

  test('by their own name, whatever their role says', () => {
    const charter = withCells({ approving: { 'it lead': 'A', [KIM.email]: 'R' } });
    expect(carried(charter, { email: KIM.email })).toContain('approving');
    expect(carried(charter, {})).not.toContain('approving');
  });

  test('not by being asked or told', () => {
    expect(carried(withCells({ deploying: { 'it lead': 'RA', 'it member': 'C', it: 'I' } }), {})).not.toContain(
      'deploying',
    );
  });
});

/** Any charter that can be written, with people who claim to be of either team. */
const people = fc.uniqueArray(
  fc.record({
    email: fc.constantFrom('a@x.org', 'b@x.org', 'c@x.org'),
    name: fc.constant('N'),
    team: fc.constantFrom<Team>('it', 'infosec'),
  }),
  { selector: ({ email }) => email },
);
const row = fc.dictionary(
  fc.constantFrom(...STANDING_PARTIES, 'a@x.org', 'b@x.org', 'c@x.org', '__proto__', 'constructor'),
  fc.constantFrom(...DUTIES),
);
const charters: fc.Arbitrary<Charter> = fc.record({
  title: fc.constant('t'),
  purpose: fc.constant(''),
  people,
  responsibilities: fc
    .array(row, { minLength: RESPONSIBILITIES.length, maxLength: RESPONSIBILITIES.length })
    .map((rows) => {
      const at = (name: Responsibility) => rows[RESPONSIBILITIES.indexOf(name)] ?? {};
      return {
        scanning: at('scanning'),
        prioritising: at('prioritising'),
        testing: at('testing'),
        approving: at('approving'),
        deploying: at('deploying'),
        rebooting: at('rebooting'),
        verifying: at('verifying'),
        exceptions: at('exceptions'),
        'asset-list': at('asset-list'),
        reporting: at('reporting'),
      };
    }),
});
const bearers: fc.Arbitrary<Bearer> = fc.record({
  team: fc.constantFrom<Team>('it', 'infosec'),
  role: fc.constantFrom('lead' as const, 'member' as const, 'viewer' as const),
  email: fc.constantFrom('a@x.org', 'b@x.org', 'c@x.org', 'd@x.org'),
});

describe('whatever a charter says', () => {
  test('nobody carries execution and validation, and a viewer carries nothing', () => {
    fc.assert(
      fc.property(charters, bearers, (charter, bearer) => {
        const sides = [...carriedBy(charter, bearer)].map(sideOf);
        expect(sides.includes('execution') && sides.includes('validation')).toBe(false);
        if (bearer.role === 'viewer') expect(sides).toEqual([]);
        expect(sides).not.toContain(bearer.team === 'it' ? 'validation' : 'execution');
      }),
      { numRuns: 2000 },
    );
  });

  test('a cell that gives no right, and a row that nobody can act in, are warned of', () => {
    fc.assert(
      fc.property(charters, (charter) => {
        const warned = warningsOf(charter);
        for (const responsibility of RESPONSIBILITIES) {
          const able = (['it', 'infosec'] as const).some((team) =>
            (['lead', 'member'] as const).some((role) =>
              ['a@x.org', 'b@x.org', 'c@x.org', ''].some(
                (email) =>
                  charter.people.every((one) => one.email !== email || one.team === team) &&
                  (email === '' || charter.people.some((one) => one.email === email)) &&
                  carriedBy(charter, { team, role, email }).has(responsibility),
              ),
            ),
          );
          const nobody = warned.some((one) => one.kind === 'nobody-can-act' && one.responsibility === responsibility);
          expect(nobody).toBe(!able);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('it differs from itself in nothing, and from another in what the other differs from it', () => {
    fc.assert(
      fc.property(charters, charters, (a, b) => {
        expect(isSameCharter(diffCharters(a, a))).toBe(true);
        const there = diffCharters(a, b);
        const back = diffCharters(b, a);
        const key = ({ responsibility, party }: (typeof there.cells)[number]) => `${responsibility} ${party}`;
        expect(back.cells.map(key).sort()).toEqual(there.cells.map(key).sort());
      }),
    );
  });
});

describe('warnings', () => {
  test('the first draft has none', () => {
    expect(warningsOf(DEFAULT_CHARTER)).toEqual([]);
  });

  test.each([
    ['two As', { testing: { 'it lead': 'RA', 'it member': 'A' } }, ['two-accountable testing null']],
    ['no A', { testing: { 'it member': 'R' } }, ['nobody-accountable testing null']],
    ['no R', { testing: { 'it lead': 'A' } }, ['nobody-responsible testing null']],
    [
      'a person on both sides',
      { testing: { 'it lead': 'A', [KIM.email]: 'R' }, verifying: { 'infosec lead': 'RA', [KIM.email]: 'R' } },
      [`both-sides verifying ${KIM.email}`],
    ],
    [
      'verifying given to IT alone',
      { verifying: { 'it lead': 'RA' } },
      ['nobody-can-act verifying null', 'both-sides verifying it lead'],
    ],
  ] as const)('%s', (_, cells, expected) => {
    const said = warningsOf(withCells(cells)).map(
      ({ kind, responsibility, party }) => `${kind} ${responsibility} ${party}`,
    );
    expect(said).toEqual(expected);
  });
});

describe('the guided first draft', () => {
  test('is the default charter by the default answers', () => {
    expect(guidedDraft(DEFAULT_ANSWERS)).toEqual(DEFAULT_CHARTER);
  });

  test('warns of nothing, whatever the answers', () => {
    fc.assert(
      fc.property(
        fc.record({
          approving: fc.constantFrom('lead' as const, 'everybody' as const),
          deploying: fc.constantFrom('everybody' as const, 'lead' as const),
          verifying: fc.constantFrom('everybody' as const, 'lead' as const),
          exceptions: fc.constantFrom('infosec' as const, 'it' as const),
          reporting: fc.constantFrom('it' as const, 'infosec' as const),
        }),
        (answers) => {
          expect(warningsOf(guidedDraft(answers))).toEqual([]);
        },
      ),
    );
  });
});

test('a difference says whose rights change', () => {
  const to = withCells({ approving: { 'it lead': 'A', [KIM.email]: 'R' }, testing: { 'it lead': 'RA' } });
  const { cells, peopleAdded, rights } = diffCharters(DEFAULT_CHARTER, to);
  expect(cells).toContainEqual({ responsibility: 'approving', party: 'it lead', from: 'RA', to: 'A' });
  expect(peopleAdded).toEqual([KIM]);
  expect(rights).toEqual([
    { who: 'a member of IT', gains: [], loses: ['testing'] },
    { who: 'Kim', gains: ['approving'], loses: ['testing'] },
  ]);
});

describe('who is asked', () => {
  const member = (name: string, flags: Partial<Parameters<typeof whoIsAsked>[0][number]> = {}) => ({
    personId: name,
    name,
    isLead: false,
    isDeputy: false,
    isOnCall: false,
    isAway: false,
    ...flags,
  });
  const asked = (...team: ReturnType<typeof member>[]) => whoIsAsked(team).map(({ name, as }) => `${name} ${as}`);
  const away = { isAway: true };

  test('the lead who is there, else the deputy, else who is on call, else the lead all the same', () => {
    const [dep, call] = [member('dep', { isDeputy: true }), member('call', { isOnCall: true })];
    expect(asked(member('lead', { isLead: true }), dep, call, member('m'))).toEqual(['lead lead']);
    expect(asked(member('lead', { isLead: true, ...away }), dep, call)).toEqual(['dep deputy']);
    expect(asked(member('lead', { isLead: true, ...away }), { ...dep, ...away }, call)).toEqual(['call on-call']);
    expect(asked(member('lead', { isLead: true, ...away }), { ...call, ...away }, member('m'))).toEqual([
      'lead lead-away',
    ]);
    expect(asked(member('one', { isLead: true, ...away }), member('two', { isLead: true }))).toEqual(['two lead']);
    expect(asked()).toEqual([]);
  });
});
