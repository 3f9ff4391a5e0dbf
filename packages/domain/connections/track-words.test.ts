import { describe, expect, test } from 'vitest';
import { PLACES } from '../relay/leg.ts';
import { phaseOf } from './track-phase.ts';
import { isTold, markOf, seqOfMark, takenComment } from './track-words.ts';

const ID = '6f1f3c1e-0c3a-4d9e-9d0b-1d2b8a0f4c11';
const OTHER = '00000000-0c3a-4d9e-9d0b-1d2b8a0f4c11';

describe('Baton knows its own words again', () => {
  test.each([
    ['as written', `K. Brandt accepted it.\n\n${markOf(ID, 7)}`, 7],
    ['with the line ends of another system', `Accepted.\r\n\r\n${markOf(ID, 12)}\r\n`, 12],
    ['set in markup by the other tool', `Accepted.\n_${markOf(ID, 3)}_`, 3],
    ['of another remediation', `Accepted.\n${markOf(OTHER, 7)}`, null],
    ['quoted in an answer', `> ${markOf(ID, 7)}\nThank you`, null],
    ['somebody else’s', 'Done on Friday.', null],
    ['nothing', '', null],
  ])('%s', (_case, text, seq) => expect(seqOfMark(text, ID)).toBe(seq));
});

test('moves and words are told elsewhere, what single devices did is not', () => {
  expect(isTold({ act: 'hand-over', to: 'test' })).toBe(true);
  expect(isTold({ act: 'comment', to: null })).toBe(true);
  expect(isTold({ act: 'deploy-result', to: null })).toBe(false);
});

test('a very long comment is cut so that it fits into the history, and says where the rest is', () => {
  const taken = takenComment('x'.repeat(30_000), { author: 'J. Smith', key: 'OPS-12' });
  expect(taken.length).toBeLessThan(4000);
  expect(taken).toMatch(/^J\. Smith in OPS-12: x+ … \(cut: the rest is in OPS-12\)$/);
});

test('every place of the baton has a phase, and only closed is closed', () => {
  expect(PLACES.filter((place) => phaseOf(place) === 'closed')).toEqual(['closed']);
  expect(PLACES.filter((place) => phaseOf(place) === 'verifying')).toEqual(['verify']);
});
