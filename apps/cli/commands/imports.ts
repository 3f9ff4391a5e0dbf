import { type ImportRow, listImportProblems, listImports } from '@baton/contract/imports.ts';
import { Command, Option } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<ImportRow>[] = [
  { heading: 'DELIVERED', of: (row) => row.at.slice(0, 16).replace('T', ' ') },
  { heading: 'TEAM', of: (row) => (row.team === 'it' ? 'IT' : 'InfoSec') },
  { heading: 'FILE', of: (row) => row.fileName },
  { heading: 'SOURCE', of: (row) => row.sourceName ?? '' },
  { heading: 'STATE', of: (row) => row.error?.message ?? row.state },
  { heading: 'DEVICES', number: true, of: (row) => String(row.devices) },
  { heading: 'PROBLEMS', number: true, of: (row) => String(row.problems) },
  { heading: 'MOVED', number: true, of: (row) => (row.cellsChanged === null ? '' : String(row.cellsChanged)) },
  { heading: 'ID', of: (row) => row.importId },
];

/** `baton imports`: what was delivered, newest first. */
export function importsCommand(): Command {
  const imports = new Command('imports')
    .description('List deliveries, newest first')
    .addOption(new Option('--team <team>', 'only of this team').choices(['it', 'infosec']))
    .option('--page <number>', 'page of 50', '1')
    .option('--json', 'print what the API says')
    .action(async ({ team, page, json }: { team?: 'it' | 'infosec'; page: string; json?: boolean }) => {
      const call = await connect();
      printList(await call(listImports, { query: { team, page } }), COLUMNS, {
        json,
        none: 'Nothing was delivered yet.',
      });
    });
  imports
    .command('problems')
    .description('List the rows of a delivery that could not be read')
    .argument('<id>', 'the import’s id')
    .option('--json', 'print what the API says')
    .action(async (importId: string, { json }: { json?: boolean }) => {
      const call = await connect();
      const list = await call(listImportProblems, { params: { importId }, query: { pageSize: 500 } });
      const columns = [
        { heading: 'LINE', number: true as const, of: ({ line }: (typeof list.rows)[number]) => String(line ?? '') },
        { heading: 'WHERE', of: ({ where }: (typeof list.rows)[number]) => where ?? '' },
        { heading: 'WHAT', of: ({ what }: (typeof list.rows)[number]) => what },
      ];
      printList(list, columns, { json, none: 'Every row was read.' });
    });
  return imports;
}
