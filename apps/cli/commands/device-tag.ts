import { attributeKind, changeManyAttributes, previewManyAttributes } from '@baton/contract/scope.ts';
import { Command } from 'commander';
import type { z } from 'zod';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { printJson, tableText } from '../terminal/print-table.ts';

interface Flags {
  readonly scope?: string;
  readonly set: readonly string[];
  readonly remove: readonly string[];
  readonly preview?: boolean;
  readonly json?: boolean;
}

/** `baton device tag`: changes what is told of devices, so that scopes can be made of it. */
export function deviceTagCommand(): Command {
  return new Command('tag')
    .description('Set or remove groups, tags, site, criticality, owner, unit, exposure of devices')
    .argument('[devices...]', 'names or ids')
    .option('--scope <scope>', 'instead of names: every device of this scope')
    .option('--set <kind:value...>', 'to set; groups and tags are added', [])
    .option('--remove <kind[:value]...>', 'to remove; without a value all of the kind', [])
    .option('--preview', 'only show what would change')
    .option('--json', 'print what the API says')
    .addHelpText('after', '\nExample:\n  baton device tag WKS-0101 WKS-0102 --set site:Berlin tag:dmz\n')
    .action(run);
}

async function run(names: string[], { scope, set, remove, preview, json }: Flags): Promise<void> {
  if (names.length > 0 === (scope !== undefined)) {
    throw new CliError('bad-option', 'Name the devices, or say --scope; one of the two.');
  }
  const body = {
    devices: scope === undefined ? { names } : { scope },
    set: set.map((text) => {
      const { kind, value } = partsOf(text);
      if (value === undefined) throw new CliError('bad-option', `--set ${text}: write kind:value, as in site:Berlin.`);
      return { kind, value };
    }),
    remove: remove.map(partsOf),
  };
  const call = await connect();
  const done = await call(preview === true ? previewManyAttributes : changeManyAttributes, { body });
  if (json === true) return printJson(done);
  const lines = tableText(
    done.changes,
    [
      { heading: 'KIND', of: ({ kind }) => kind },
      { heading: 'FROM', of: ({ from }) => from ?? '' },
      { heading: 'TO', of: ({ to }) => to ?? '' },
      { heading: 'DEVICES', number: true, of: ({ devices }) => String(devices) },
    ],
    'Nothing changes.',
  );
  const verb = preview === true ? 'would change' : 'changed';
  process.stdout.write(`${lines}${done.changed} of ${done.devices} devices ${verb}.\n`);
  for (const name of done.unknown) process.stderr.write(`There is no device ${name}.\n`);
  for (const name of done.ambiguous) process.stderr.write(`${name} is the name of several devices: say its id.\n`);
  if (done.unknown.length + done.ambiguous.length > 0) process.exitCode = 1;
}

function partsOf(text: string): { readonly kind: z.infer<typeof attributeKind>; readonly value?: string } {
  const colon = text.indexOf(':');
  const kind = attributeKind.safeParse(colon === -1 ? text : text.slice(0, colon));
  if (!kind.success) {
    throw new CliError('bad-option', `${text}: the kind is one of ${attributeKind.options.join(', ')}.`);
  }
  return colon === -1 ? { kind: kind.data } : { kind: kind.data, value: text.slice(colon + 1) };
}
