import { listScopes } from '@baton/contract/scope.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson, tableText } from '../terminal/print-table.ts';

/** `baton scopes`: what `--scope` can be made of. */
export function scopesCommand(): Command {
  return new Command('scopes')
    .description('List what scopes can be made of: systems, groups, tags, sites and the like, with their devices')
    .option('--day <date>', 'as it was at the end of that day (UTC)')
    .option('--json', 'print what the API says')
    .addHelpText(
      'after',
      '\nKinds must all hold, values of one kind are alternatives:\n  baton board --scope "site:Berlin;site:Bonn;tag:dmz"\n',
    )
    .action(async ({ day, json }: { readonly day?: string; readonly json?: boolean }) => {
      const call = await connect();
      const scopes = await call(listScopes, { query: { day } });
      if (json === true) return printJson(scopes);
      const rows = scopes.kinds.flatMap(({ kind, values }) => values.map((one) => ({ kind, ...one })));
      process.stdout.write(
        tableText(
          rows,
          [
            { heading: 'KIND', of: ({ kind }) => kind },
            { heading: 'VALUE', of: ({ value }) => value },
            { heading: 'DEVICES', number: true, of: ({ devices }) => devices.toLocaleString('en-US') },
          ],
          'Nothing is told of any device yet. See "baton device tag --help".',
        ),
      );
    });
}
