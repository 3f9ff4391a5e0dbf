import {
  type CauseLevelsDto,
  getCauseLevels,
  previewCauseLevels,
  setCauseLevels,
} from '@baton/contract/cause-levels.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';

interface Flags {
  readonly set: Readonly<Record<string, number>>;
  readonly note?: string;
  readonly json?: boolean;
}

/** `baton disagreements levels`: how long each cause may last. */
export function causeLevelsCommand(): Command {
  return new Command('levels')
    .description('Show how long each cause may last; with --set and --note, set it (a lead signs in)')
    .option('--set <cause=hours>', 'hours of a cause; again for others', addHours, {})
    .option('--note <words>', 'why, kept with the new version; without it only what would change is shown')
    .option('--json', 'print what the API says')
    .action(async ({ set, note, json }: Flags) => {
      const call = await connect();
      const changes = Object.keys(set).length > 0;
      if (changes && note === undefined) {
        printJson(await call(previewCauseLevels, { body: { hours: set } }));
        throw new CliError('bad-option', 'Nothing was set: say why with --note.');
      }
      const levels = changes ? await change(set, note ?? '') : await call(getCauseLevels);
      if (json === true) printJson(levels);
      else process.stdout.write(`Version ${levels.version}\n${tableText(levels.levels, COLUMNS, '')}`);
    });
}

function change(hours: Readonly<Record<string, number>>, note: string): Promise<CauseLevelsDto> {
  return asPerson(async (call) => {
    const { version } = await call(getCauseLevels);
    return call(setCauseLevels, { body: { version, hours, note } });
  });
}

const COLUMNS: readonly Column<CauseLevelsDto['levels'][number]>[] = [
  { heading: 'CAUSE', of: ({ label }) => label },
  { heading: 'HOURS', number: true, of: ({ hours }) => formatCount(hours) },
  { heading: 'CELLS', number: true, of: ({ cells }) => formatCount(cells) },
  { heading: 'OVERDUE', number: true, of: ({ overdue }) => formatCount(overdue) },
  { heading: 'ID', of: ({ cause }) => cause },
];

function addHours(text: string, before: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const [, cause, hours] = /^([a-z0-9-]+)=(\d{1,4})$/.exec(text) ?? [];
  if (cause === undefined || hours === undefined) throw new InvalidArgumentError('write it as stale-scan=72');
  return { ...before, [cause]: Number(hours) };
}
