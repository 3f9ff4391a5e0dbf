import { Command, Option } from 'commander';
import { expect, test } from 'vitest';
import { guideErrors } from './guide-errors.ts';

/** What a program with one command says to these words. */
async function saidTo(...words: readonly string[]): Promise<string> {
  let said = '';
  const kind = new Option('--kind <kind>', 'deadline or approval').choices(['deadline', 'approval']);
  const list = new Command('list').argument('<cycle>').addOption(kind);
  const program = new Command('baton').addCommand(new Command('cycle').addCommand(list));
  guideErrors(program);
  for (const command of [program, ...program.commands, list]) {
    command.exitOverride();
    command.configureOutput({ ...command.configureOutput(), writeErr: (text) => (said += text) });
  }
  await program.parseAsync(words, { from: 'user' }).catch(() => undefined);
  return said;
}

test('a command that lacks something says how it is called, and where more stands', async () => {
  expect(await saidTo('cycle', 'list')).toBe(
    "error: missing required argument 'cycle'\nUsage: baton cycle list [options] <cycle>\nMore: baton cycle list --help\n",
  );
});

test('an option without its value says what it takes; one with a wrong value names the right ones', async () => {
  expect(await saidTo('cycle', 'list', '1', '--kind')).toMatch(/argument missing: deadline or approval\nUsage: baton/);
  expect(await saidTo('cycle', 'list', '1', '--kind', 'x')).toMatch(/'x' is invalid.*deadline, approval/);
});

test('an unknown command is told at its place', async () => {
  expect(await saidTo('cycle', 'lst')).toMatch(/unknown command 'lst'\n\(Did you mean list\?\)\nUsage: baton cycle /);
});
