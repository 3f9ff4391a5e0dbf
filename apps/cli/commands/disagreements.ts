import {
  type DisagreementGroup,
  groupBy,
  listDisagreements,
  listWorkCells,
  type WorkCell,
} from '@baton/contract/disagreements.ts';
import { clockState } from '@baton/presentation/clock-state.ts';
import { formatChange, formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { type Column, printJson, printList, tableText } from '../terminal/print-table.ts';
import { causeLevelsCommand } from './cause-levels.ts';
import { filterOf, type SelectionFlags, withSelection } from './work-selection.ts';

interface Flags extends SelectionFlags {
  readonly by: string;
  readonly cells?: boolean;
  readonly page: string;
  readonly json?: boolean;
  readonly day?: string;
}

const OWNERS = { it: 'IT', infosec: 'InfoSec', both: 'both', none: 'nobody' } as const;

/** `baton disagreements`: what both teams see differently or cannot prove, as a queue. */
export function disagreementsCommand(): Command {
  const command = new Command('disagreements')
    .description('Show disputed and unproven cells as a queue; with --cells or a filter, the cells by their clocks')
    .addOption(new Option('--by <group>', 'how they are grouped').choices([...groupBy.options]).default('cause'))
    .option('--cells', 'list cells, what is due first comes first')
    .option('--day <date>', 'the queue as it was at the end of this day (UTC), by cause, owner or gain')
    .option('--page <number>', 'page of 50', '1')
    .option('--json', 'print what the API says')
    .action(async ({ by, cells, page, json, day, ...flags }: Flags) => {
      const call = await connect();
      const { scope, ...narrowing } = flags;
      const filtered = Object.values(narrowing).some((value) => value !== undefined);
      if (cells === true || filtered) {
        if (day !== undefined) {
          throw new CliError(
            'bad-option',
            'Of a past day there is the queue; its cells are listed by "baton cells --day".',
          );
        }
        const list = await call(listWorkCells, { query: { ...(await filterOf(call, flags)), page } });
        printList(list, CELL_COLUMNS, { json, none: 'There are no such cells.' });
        return;
      }
      const queue = await call(listDisagreements, { query: { by: groupBy.parse(by), page, scope, day } });
      if (json === true) printJson(queue);
      else process.stdout.write(queueText(queue));
    });
  return withSelection(command).addCommand(causeLevelsCommand());
}

type Queue = (typeof listDisagreements.response)['_output'];

function queueText(queue: Queue): string {
  const points = (gain: number) => (queue.required === 0 ? '' : formatChange((100 * gain) / queue.required));
  const columns: readonly Column<DisagreementGroup>[] = [
    { heading: queue.by.toUpperCase(), of: ({ label }) => label },
    { heading: 'MOVES NEXT', of: ({ owner }) => OWNERS[owner] },
    { heading: 'CELLS', number: true, of: ({ cells }) => formatCount(cells) },
    { heading: 'DEVICES', number: true, of: ({ devices }) => (devices === null ? '' : formatCount(devices)) },
    { heading: 'POINTS', number: true, of: ({ gain }) => points(gain) },
    { heading: 'OVERDUE', number: true, of: ({ overdue }) => (overdue === 0 ? '' : formatCount(overdue)) },
    { heading: 'FIRST DUE', of: ({ oldest }) => (oldest === null ? '' : left(oldest)) },
    { heading: 'ID', of: ({ key }) => key },
  ];
  return [
    `${formatCounted(queue.cells, 'cell')}: ${formatCount(queue.disputed)} disputed, ${formatCount(queue.unproven)} unproven, ${formatCount(queue.unexplained)} unexplained. ${formatCount(queue.overdue)} overdue.\n`,
    tableText(queue.groups, columns, 'Both teams agree on every cell.'),
    queue.total > queue.groups.length ? `${queue.groups.length} of ${queue.total}\n` : '',
  ].join('');
}

/** "9 h left", "2 d over": as the clock of the screens. */
function left({ since, dueAt }: { readonly since: string; readonly dueAt: string }): string {
  const state = clockState({ startedAt: since, dueAt }, new Date().toISOString());
  return state.kind === 'over' ? state.text : `${state.text} left`;
}

const CELL_COLUMNS: readonly Column<WorkCell>[] = [
  { heading: 'DEVICE', of: (row) => row.device },
  { heading: 'FIX', of: (row) => row.fix },
  { heading: 'VERDICT', of: (row) => row.verdict },
  { heading: 'CAUSE', of: (row) => row.causeLabel ?? '' },
  { heading: 'CLOCK', of: ({ clock }) => left(clock) },
  { heading: 'WHO', of: ({ assignee }) => assignee?.name ?? '' },
  { heading: 'NEXT', of: (row) => row.nextAction ?? '' },
];
