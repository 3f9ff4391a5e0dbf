import { expect, it } from 'vitest';
import { titleBeside } from './title-beside.ts';

it.each([
  ['KB5044273', 'KB5044273: Windows 10 22H2', 'Windows 10 22H2'],
  ['KB5044273', 'Windows 10 22H2', 'Windows 10 22H2'],
  ['openssl 3.0.14', 'openssl 3.0.14', null],
  ['krb5-libs 1.21.1-2.el9_4', 'krb5-libs', null],
  ['KB50442731', 'KB5044273', 'KB5044273'],
])('the title of %s, “%s”, stands beside it as %s', (fix, title, beside) => {
  expect(titleBeside(fix, title)).toBe(beside);
});
