import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRIDGE_PARTS, partsOf } from '../reconciliation/bridge.ts';
import { stateOf } from '../reconciliation/cell-state.ts';
import { Tally } from '../reconciliation/tally.ts';
import { changeOf, judgeSituation, type Situation } from '../reconciliation/testing/situation.ts';
import { numbersByCells } from '../reconciliation/unit-numbers.ts';
import { exceptionOf, type HeldException } from './held-exception.ts';

const NOW = '2024-10-14T10:40:00Z';
const KB = 'KB5044273';
const OPEN: Situation = { it: { claims: [{ says: 'missing' }] }, scans: [{ findings: [{}] }] };

function exception(parts: Partial<HeldException> = {}): HeldException {
  return {
    exceptionId: 'e1',
    name: 'EX-1',
    target: { kind: 'fix', fix: KB },
    from: Date.parse('2024-10-01T00:00:00Z'),
    until: Date.parse('2024-12-01T00:00:00Z'),
    ...parts,
  };
}

const judged = (situation: Situation, exceptions: readonly HeldException[], now = NOW) =>
  judgeSituation({ ...situation, exceptions, now })[0]?.cell;

describe('a cell under an exception', () => {
  it('is excepted, and nobody moves next on it', () => {
    expect(judged(OPEN, [])).toMatchObject({ verdict: 'open', owner: 'it', cause: null });
    expect(judged(OPEN, [exception()])).toMatchObject({
      verdict: 'excepted',
      cause: 'excepted',
      ruleVersion: 1,
      owner: 'none',
      also: [],
      itSays: 'missing',
      infosecSays: 'reported',
    });
  });

  it('is proven all the same when the contract of evidence is met', () => {
    expect(judged({}, [exception()])).toMatchObject({ verdict: 'proven', cause: null });
  });

  it.each<[string, Partial<HeldException>, string]>([
    ['before it begins', { from: Date.parse(NOW) + 1 }, 'open'],
    ['at its first moment', { from: Date.parse(NOW) }, 'excepted'],
    ['at its last moment', { until: Date.parse(NOW) + 1 }, 'excepted'],
    ['at its end', { until: Date.parse(NOW) }, 'open'],
    ['for another fix', { target: { kind: 'fix', fix: 'KB5043064' } }, 'open'],
    ['for its product', { target: { kind: 'product', product: `kb:${KB}` } }, 'excepted'],
    ['for another product', { target: { kind: 'product', product: 'pkg:openssl' } }, 'open'],
  ])('%s: %j is %s', (_title, parts, verdict) => {
    expect(judged(OPEN, [exception(parts)])?.verdict).toBe(verdict);
  });

  it('is judged again by time alone when one begins and when it runs out', () => {
    const until = Date.parse('2024-10-20T00:00:00Z');
    const situation = { ...OPEN, exceptions: [exception({ until })] };
    expect(changeOf({ ...situation, now: NOW })).toBe(until);
    const from = Date.parse('2024-10-16T00:00:00Z');
    expect(changeOf({ ...OPEN, now: NOW, exceptions: [exception({ from, until })] })).toBe(from);
  });
});

describe('of several exceptions on one cell', () => {
  it('the one that lasts longest counts, in whichever order they come', () => {
    const short = exception({ name: 'EX-2', until: Date.parse('2024-11-01T00:00:00Z') });
    const fix = { id: KB, product: `kb:${KB}` };
    for (const both of [
      [short, exception()],
      [exception(), short],
    ])
      expect(exceptionOf(both, fix, Date.parse(NOW))?.name).toBe('EX-1');
  });
});

const says = fc.constantFrom('installed' as const, 'missing' as const, 'failed' as const, 'unknown' as const);
const day = (from: string) => (days: number) => new Date(Date.parse(from) + days * 86_400_000).toISOString();
const device: fc.Arbitrary<Situation> = fc.record({
  it: fc.option(fc.record({ claims: fc.array(fc.record({ says }), { maxLength: 1 }) }), { nil: null }),
  scans: fc.array(
    fc.record({
      look: fc.record({
        from: fc.integer({ min: 0, max: 9 }).map(day('2024-10-05T03:00:00Z')),
        authenticated: fc.option(fc.boolean(), { nil: null }),
        reached: fc.boolean(),
      }),
      findings: fc.constantFrom([], [{}]),
    }),
    { maxLength: 2 },
  ),
  exceptions: fc.constantFrom([], [exception()], [exception({ until: Date.parse('2024-10-10T00:00:00Z') })]),
});

describe('the numbers of a fleet with exceptions', () => {
  it('have a bridge that sums exactly, each excepted cell in the step of its own', () => {
    fc.assert(
      fc.property(fc.array(device, { maxLength: 12 }), (fleet) => {
        const tally = new Tally();
        const cells = fleet.flatMap((given, index) =>
          judgeSituation({ ...given, now: NOW }).map(({ cell }) => ({ ...cell, deviceId: String(index) })),
        );
        for (const cell of cells) tally.add(cell);
        const { it: itSays, agreed, infosec, steps } = tally.bridge();
        let at = itSays;
        for (const part of BRIDGE_PARTS) {
          for (const step of steps.filter((one) => one.part === part)) {
            expect(step.from).toEqual(at);
            at = step.to;
          }
          if (part === 'it-not-proven') expect(at).toEqual(agreed);
          const excepted = cells.filter((cell) => cell.verdict === 'excepted' && partsOf(cell).includes(part)).length;
          const step = steps.find((one) => one.part === part && one.cause === 'excepted');
          expect(step?.cells ?? 0).toBe(excepted);
          if (step) expect(step.owner).toBe('both');
        }
        expect(at).toEqual(infosec);
      }),
    );
  });

  it('are the same with exceptions as without any, but for the verdicts; without the excepted cells they shrink by them', () => {
    fc.assert(
      fc.property(fc.array(device, { maxLength: 8 }), (fleet) => {
        const count = (exceptions: boolean) =>
          numbersByCells(
            fleet.flatMap((given) =>
              judgeSituation({ ...given, ...(exceptions ? {} : { exceptions: [] }), now: NOW }).map(({ cell }) => ({
                state: stateOf(cell),
                cells: 1,
              })),
            ),
          );
        const [withThem, without] = [count(true), count(false)];
        expect(withThem.counted).toEqual(without.counted);
        expect(withThem.withoutExceptions.proven).toBe(withThem.counted.proven);
        expect(withThem.withoutExceptions.required).toBeLessThanOrEqual(withThem.counted.required);
      }),
    );
  });
});
