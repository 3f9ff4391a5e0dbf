import fc from 'fast-check';
import { expect, test } from 'vitest';
import { supersedencePath } from './supersedence.ts';

const CATALOGUE: { readonly [kb: string]: readonly string[] } = {
  KB4: ['KB3', 'KB3B'],
  KB3: ['KB2'],
  KB2: ['KB1'],
  KB3B: ['KB1'],
  SELF: ['SELF'],
  LOOP1: ['LOOP2'],
  LOOP2: ['LOOP1'],
};
const oneStep = (kb: string): readonly string[] => CATALOGUE[kb] ?? [];

test.each([
  ['KB3', 'KB4', ['KB3', 'KB4']],
  ['KB2', 'KB4', ['KB2', 'KB3', 'KB4']],
  // The shortest of two paths.
  ['KB1', 'KB4', ['KB1', 'KB3B', 'KB4']],
  ['KB4', 'KB1', null],
  ['KB9', 'KB4', null],
  // A KB never replaces itself, whatever the catalogue says.
  ['SELF', 'SELF', null],
  ['LOOP1', 'LOOP1', null],
  ['LOOP1', 'LOOP2', ['LOOP1', 'LOOP2']],
  ['KB1', 'LOOP1', null],
])('%s is replaced by %s along %j', (kb, by, path) => {
  expect(supersedencePath(kb, by, oneStep)).toEqual(path);
});

test('every path of any catalogue is made of its steps and visits no KB twice', () => {
  const name = fc.integer({ min: 1, max: 12 }).map((number) => `KB${number}`);
  fc.assert(
    fc.property(fc.dictionary(name, fc.array(name, { maxLength: 4 })), name, name, (catalogue, kb, by) => {
      const path = supersedencePath(kb, by, (newer) => catalogue[newer] ?? []);
      if (path === null) return;
      expect([path[0], path.at(-1)]).toEqual([kb, by]);
      expect(new Set(path).size).toBe(path.length);
      for (const [index, older] of path.slice(0, -1).entries()) {
        expect(catalogue[path[index + 1] ?? '']).toContain(older);
      }
    }),
  );
});
