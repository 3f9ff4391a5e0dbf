import { expect, it } from 'vitest';
import { titleBeside } from './title-beside.ts';

it.each([
  ['KB5044273', 'KB5044273: Windows 10 22H2', 'Windows 10 22H2'],
  ['KB5044273', 'Windows 10 22H2', 'Windows 10 22H2'],
  ['openssl 3.0.14', 'openssl 3.0.14', null],
])('the title of %s, “%s”, stands beside it as %s', (fix, title, beside) => {
  expect(titleBeside(fix, title)).toBe(beside);
});
