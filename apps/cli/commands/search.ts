import { search } from '@baton/contract/knowledge.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson, tableText } from '../terminal/print-table.ts';

/** `baton search`: devices, CVEs, KBs, packages and remediations by the beginning of their names. */
export function searchCommand(): Command {
  return new Command('search')
    .description('Find devices, CVEs, KBs, packages and remediations')
    .argument('<text>', 'the beginning of a name')
    .option('--json', 'print what the API says')
    .action(async (q: string, { json }: { readonly json?: boolean }) => {
      const call = await connect();
      const found = await call(search, { query: { q } });
      if (json === true) {
        printJson(found);
        return;
      }
      const columns = [
        { heading: 'KIND', of: ({ kind }: (typeof found.results)[number]) => kind },
        { heading: 'NAME', of: ({ title }: (typeof found.results)[number]) => title },
        { heading: 'WHAT', of: ({ detail }: (typeof found.results)[number]) => detail },
      ];
      process.stdout.write(tableText(found.results, columns, 'Nothing has a name like that.'));
    });
}
