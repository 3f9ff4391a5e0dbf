import { type CycleDto, compareCycles, getCycle, listCycles } from '@baton/contract/cycles.ts';
import { exportHtml, exportMarkdown, readRetrospective } from '@baton/contract/retrospectives.ts';
import { cellsLeft } from '@baton/domain/cycles/fix-progress.ts';
import { compareGroups } from '@baton/presentation/compare-cycles.ts';
import { periodWords, scheduleWords, shareWords, stepEffect, stepWords } from '@baton/presentation/cycle-words.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { retrospectiveSections, retrospectiveTitle } from '@baton/presentation/retrospective-sections.ts';
import type { ReviewSection } from '@baton/presentation/review-section.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { download } from '../server/download.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';
import { actionCommand } from './cycle-action.ts';
import { cycleNumber } from './cycle-number.ts';
import { closeCommand, sayCommand, scheduleCommand } from './cycle-review.ts';

const COLUMNS: readonly Column<CycleDto>[] = [
  { heading: 'CYCLE', number: true, of: ({ number }) => String(number) },
  { heading: 'DAYS', of: (cycle) => periodWords(cycle) },
  { heading: 'STATE', of: ({ state }) => state },
  { heading: 'FROZEN CELLS', number: true, of: ({ frozen }) => formatCount(frozen.cells) },
  { heading: 'AGREED AT START', of: ({ agreedAtStart }) => shareWords(agreedAtStart) },
  { heading: 'AT END', of: ({ agreedAtEnd }) => (agreedAtEnd === null ? '' : shareWords(agreedAtEnd)) },
];

/** `baton cycle …`: patch cycles, their retrospectives, and what they promised. */
export function cycleCommand(): Command {
  return new Command('cycle')
    .description('Patch cycles and their retrospectives')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(retrospectiveCommand())
    .addCommand(compareCommand())
    .addCommand(actionCommand())
    .addCommand(sayCommand())
    .addCommand(closeCommand())
    .addCommand(scheduleCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('List cycles, the newest first, and the schedule by which they begin')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const list = await (await connect())(listCycles);
      if (json === true) return printJson(list);
      process.stdout.write(
        list.schedule === null
          ? 'Nobody has said when cycles begin: baton cycle schedule\n'
          : `${scheduleWords(list.schedule)}\n`,
      );
      process.stdout.write(tableText(list.rows, COLUMNS, 'No cycle has begun yet.'));
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('Show what a cycle began with, what became of it, and what came late')
    .argument('<cycle>', 'its number', cycleNumber)
    .option('--json', 'print what the API says')
    .action(async (number: number, { json }: { readonly json?: boolean }) => {
      const found = await (await connect())(getCycle, { params: { number } });
      if (json === true) return printJson(found);
      const { cycle, progress } = found;
      const { start, end, frozen, late } = progress;
      process.stdout.write(
        [
          `Cycle ${cycle.number}, ${periodWords(cycle)}, ${cycle.state}`,
          `Agreed ${shareWords(start.agreed)} at the start, ${shareWords(end.agreed)} as of ${end.asOf.slice(0, 16).replace('T', ' ')} UTC`,
          `Frozen at the start: ${formatCounted(frozen.cells, 'cell')}, ${formatCount(frozen.now.proven)} proven, ${formatCount(frozen.gone)} not required any more`,
          `Late: ${formatCounted(late.cells, 'cell')}, ${formatCount(late.now.proven)} proven`,
          '',
          tableText(
            progress.change,
            [
              { heading: 'WHY AGREED MOVED', of: stepWords },
              { heading: 'CELLS', of: stepEffect },
              { heading: 'TO', of: ({ to }) => shareWords(to) },
            ],
            'It did not move.',
          ),
          tableText(
            progress.fixesLeft,
            [
              { heading: 'FIX', of: ({ fix }) => fix },
              { heading: 'REQUIRED', number: true, of: ({ required }) => formatCount(required) },
              { heading: 'LEFT', number: true, of: (fix) => formatCount(cellsLeft(fix)) },
            ],
            'No cell of the start is left.',
          ),
        ].join('\n'),
      );
    });
}

interface RetrospectiveOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly html?: boolean;
}

function retrospectiveCommand(): Command {
  return new Command('retrospective')
    .description('Show the retrospective of a cycle, or write it to the standard output as Markdown or HTML')
    .argument('<cycle>', 'its number', cycleNumber)
    .option('--markdown', 'as Markdown')
    .option('--html', 'as one HTML page that prints on A4')
    .option('--json', 'print what the API says')
    .action(async (number: number, { json, markdown, html }: RetrospectiveOptions) => {
      if (markdown === true) return download(exportMarkdown, { params: { number } });
      if (html === true) return download(exportHtml, { params: { number } });
      const found = await (await connect())(readRetrospective, { params: { number } });
      if (json === true) return printJson(found);
      const sections = retrospectiveSections(found).map(sectionText);
      process.stdout.write(`${retrospectiveTitle(found)}\n\n${sections.join('\n')}`);
    });
}

function sectionText({ title, note, lines = [], table }: ReviewSection): string {
  const columns = (table?.heads ?? []).map(
    (heading, at): Column<readonly string[]> => ({
      heading: heading.toUpperCase(),
      of: (row) => row[at] ?? '',
      ...(table?.numbers.includes(at) ? { number: true as const } : {}),
    }),
  );
  return [
    `${title}\n`,
    ...(note === undefined ? [] : [`${note}\n`]),
    ...lines.map((line) => `- ${line}\n`),
    ...(table === undefined ? [] : [tableText(table.rows, columns, 'none')]),
  ].join('');
}

function compareCommand(): Command {
  return new Command('compare')
    .description('Compare cycles that have ended, side by side')
    .argument('<cycles...>', 'their numbers')
    .option('--json', 'print what the API says')
    .action(async (numbers: readonly string[], { json }: { readonly json?: boolean }) => {
      const query = { numbers: numbers.map(cycleNumber).join(',') };
      const { cycles } = await (await connect())(compareCycles, { query });
      if (json === true) return printJson({ cycles });
      for (const { title, rows } of compareGroups(cycles.map(({ figures }) => figures))) {
        const columns: readonly Column<(typeof rows)[number]>[] = [
          { heading: title.toUpperCase(), of: ({ label }) => label },
          ...cycles.map(({ cycle }, at) => ({
            heading: `CYCLE ${cycle.number}`,
            number: true as const,
            of: ({ values }: (typeof rows)[number]) => values[at] ?? '',
          })),
        ];
        process.stdout.write(`${tableText(rows, columns, '')}\n`);
      }
    });
}
