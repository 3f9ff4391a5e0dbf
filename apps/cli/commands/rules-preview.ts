import { getRules, previewRules, type RulePreviewDto } from '@baton/contract/rules.ts';
import { formatFraction } from '@baton/presentation/formats.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { waitForWork } from '../server/wait-for-work.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';

type Change = RulePreviewDto['changes'][number];

const COLUMNS: readonly Column<Change>[] = [
  { heading: 'CELLS', of: ({ cells }) => cells.toLocaleString('en-US'), number: true },
  { heading: 'DEVICES', of: ({ devices }) => devices.toLocaleString('en-US'), number: true },
  { heading: 'FROM', of: ({ from }) => wordOf(from) },
  { heading: 'TO', of: ({ to }) => wordOf(to) },
];

function wordOf({ verdict, causeLabel }: Change['from']): string {
  return causeLabel === null ? verdict : `${verdict}: ${causeLabel}`;
}

/** `baton rules preview`: judges today’s fleet by what is proposed, and waits for it. */
export function rulesPreviewCommand(): Command {
  return new Command('preview')
    .description('Judge today’s fleet by the draft, or else by the version that waits, and show what would change')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const call = await connect();
      const { workId } = await call(previewRules);
      await waitForWork(call, workId, 'The preview');
      const { draft, open } = await call(getRules);
      const preview = (draft ?? open)?.preview;
      if (!preview) throw new CliError('no-answer', 'The draft was changed meanwhile. Preview it again.');
      if (json === true) printJson(preview);
      else print(preview);
    });
}

function print(preview: RulePreviewDto): void {
  const count = (number: number): string => number.toLocaleString('en-US');
  process.stdout.write(
    `${count(preview.changedCells)} of ${count(preview.cells)} cells on ${count(preview.changedDevices)} of ${count(preview.devices)} devices would be judged otherwise.\n`,
  );
  process.stdout.write(
    `Agreed: ${formatFraction(preview.before.agreed)}, then ${formatFraction(preview.after.agreed)}.\n\n`,
  );
  process.stdout.write(tableText(preview.changes, COLUMNS, 'No cell changes its verdict or cause.'));
}
