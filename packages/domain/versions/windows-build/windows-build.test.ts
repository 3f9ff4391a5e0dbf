import { expect, test } from 'vitest';
import { isPatchedTo, parseWindowsBuild, type WindowsBuild } from './windows-build.ts';

test.each([
  ['19045.5011', '10.0.19045.5011', true],
  ['10.0.19045.5131', '10.0.19045.5011', true],
  ['10.0.19045.4894', '10.0.19045.5011', false],
  // One servicing branch: 22H2 gets the revision that 21H2 gets.
  ['10.0.19045.5011', '10.0.19044.5011', true],
  ['10.0.22631.4169', '10.0.22621.4317', false],
  // Two branches: the number says nothing.
  ['10.0.22631.4317', '10.0.19045.5011', null],
])('a system at %s has what came with %s: %s', (installed, fixed, expected) => {
  expect(isPatchedTo(build(installed), build(fixed))).toBe(expected);
});

function build(text: string): WindowsBuild {
  const parsed = parseWindowsBuild(text);
  if (parsed === null) throw new Error(`not a build: ${text}`);
  return parsed;
}
