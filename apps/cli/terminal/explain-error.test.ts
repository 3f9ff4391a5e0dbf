import { CallError } from '@baton/contract/client.ts';
import { expect, test } from 'vitest';
import { CliError } from '../cli-error.ts';
import { explainError } from './explain-error.ts';

const refused = (status: number, said: ConstructorParameters<typeof CallError>[1]) =>
  explainError(new CallError(status, said));

test('what was typed and is not there is told with the list to look in', () => {
  expect(refused(404, { message: 'There is no cycle 99.', where: 'params.number' })).toBe(
    'There is no cycle 99.\nSee: baton cycle list',
  );
  expect(refused(404, { message: 'There is no exception EX-9.', where: 'params.exceptionId' })).toMatch(
    /EX-9\.\nSee: baton exception list$/,
  );
});

test('a part of what was sent is named, with what to do about it', () => {
  expect(refused(400, { message: 'This day is gone.', where: 'body.dueOn', hint: 'Name a day to come.' })).toBe(
    'This day is gone. (body.dueOn)\nName a day to come.',
  );
});

test('a fault of the server has the id under which its log has it', () => {
  expect(refused(500, { message: 'Something went wrong.', id: 'abc' })).toContain("Id in the server's log: abc");
  expect(explainError(new CliError('bad-file', 'There is no file x.'))).toBe('There is no file x.');
});
