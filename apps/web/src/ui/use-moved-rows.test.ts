import { expect, test } from 'vitest';
import { changedRows } from './use-moved-rows.ts';

const reading = (...rows: readonly { readonly id: string; readonly state: string }[]) =>
  new Map(rows.map((row) => [row.id, row]));

test('a row that changed is told, and none that is only pushed down, new or gone', () => {
  const before = reading({ id: 'a', state: 'reading' }, { id: 'b', state: 'done' }, { id: 'c', state: 'done' });
  const now = reading({ id: 'new', state: 'waiting' }, { id: 'a', state: 'done' }, { id: 'b', state: 'done' });
  expect([...changedRows(before, now)]).toEqual(['a']);
});
