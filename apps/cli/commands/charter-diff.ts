import { diffCharter, readCharter } from '@baton/contract/charter.ts';
import { diffCharters, isSameCharter } from '@baton/domain/charter/diff-charters.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';
import { diffLines, printLines, textOf } from './charter-lines.ts';
import { readCharterFile } from './read-charter-file.ts';

interface Flags {
  readonly from?: string;
  readonly json?: boolean;
}

/** `baton charter diff`: what a file, the draft or a version changes, and whose rights. */
export function charterDiffCommand(): Command {
  return new Command('diff')
    .description('Compare a text of the charter with the one in force; exit code 1 where they differ')
    .argument('<to>', 'a YAML file, draft, default, in-force, or the number of a version')
    .option('--from <text>', 'compare with this one instead: in-force, draft, default, or a number', 'in-force')
    .option('--json', 'print what the API says')
    .action(async (to: string, { from = 'in-force', json }: Flags) => {
      const call = await connect();
      const isFile = /\.ya?ml$/.test(to);
      if (isFile && from === 'in-force') {
        const charter = await readCharterFile(to);
        const { inForce } = await call(readCharter, {});
        return print(diffCharters(inForce.charter, charter), [...charter.people, ...inForce.charter.people], json);
      }
      const diff = await call(diffCharter, { query: { from: textOf(from), to: textOf(to) } });
      print(diff, [...diff.peopleAdded, ...diff.peopleRemoved], json);
    });
}

function print(
  diff: ReturnType<typeof diffCharters>,
  people: Parameters<typeof diffLines>[1],
  json: boolean | undefined,
): void {
  if (json === true) printJson(diff);
  else printLines(diffLines(diff, people));
  if (!isSameCharter(diff)) process.exitCode = 1;
}
