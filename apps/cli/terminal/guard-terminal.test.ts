import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { guardTerminal, withoutControls } from './guard-terminal.ts';

test.each([
  ['\u001b]0;title\u0007host', ']0;titlehost'],
  ['\u001b[2J\u001b[1;1Hhost', '[2J[1;1Hhost'],
  ['\u001b]52;c;cm0gLXJm\u0007', ']52;c;cm0gLXJm'],
  ['\u009b31mhost', '31mhost'],
  ['PC-1\rPC-2\u0008', 'PC-1PC-2'],
  ['\u202egpj.exe', 'gpj.exe'],
  ['\u001b[1;32mproven\u001b[0m\n\tBüro 7', '\u001b[1;32mproven\u001b[0m\n\tBüro 7'],
])('%j is shown as %j', (text, shown) => {
  expect(withoutControls(text)).toBe(shown);
});

test.each([
  [true, 'host'],
  [false, '\u009bhost'],
])('a terminal (%s) is guarded, a pipe gets every character', (isTTY, got) => {
  const stream = Object.assign(new PassThrough(), { isTTY });
  guardTerminal(stream);
  stream.write('\u009bhost');
  expect(stream.read().toString()).toBe(got);
});
