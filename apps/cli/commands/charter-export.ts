import { writeFile } from 'node:fs/promises';
import { exportCharter } from '@baton/contract/charter.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { textOf } from './charter-lines.ts';

/** `baton charter export`: the charter as YAML, to keep in git. */
export function charterExportCommand(): Command {
  return new Command('export')
    .description('Write the charter as YAML')
    .argument('[text]', 'in-force, draft, default, or the number of a version', 'in-force')
    .option('--output <file>', 'write it to a file instead')
    .action(async (text: string, { output }: { readonly output?: string }) => {
      const call = await connect();
      const { yaml } = await call(exportCharter, { query: { text: textOf(text) } });
      if (output === undefined) process.stdout.write(yaml);
      else await writeFile(output, yaml);
    });
}
