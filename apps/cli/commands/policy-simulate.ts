import {
  listMoves,
  type MovedDeadline,
  type SimulatedPolicy,
  type SimulationDto,
  simulatePolicies,
} from '@baton/contract/service-levels.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson, tableText } from '../terminal/print-table.ts';
import { readText } from './policy-apply.ts';

interface Flags {
  readonly moves?: boolean;
  readonly json?: boolean;
}

/** `baton policy simulate …`: today's backlog under policies side by side. */
export function policySimulateCommand(): Command {
  return new Command('simulate')
    .description('Look at today’s backlog under policies side by side, beside the one in force; changes nothing')
    .argument('<policies...>', 'policies that ship ("bod-26-04"), files, "draft", or "version:N"')
    .option('--moves', 'list the deadlines that the first of them would move')
    .option('--json', 'print what the API says')
    .action(async (names: readonly string[], { moves, json }: Flags) => {
      const call = await connect();
      const policies = await Promise.all(names.map(wanted));
      const [first] = policies;
      if (moves === true && first) {
        const list = await call(listMoves, { body: { policy: first, pageSize: 500 } });
        if (json === true) return printJson(list);
        return void process.stdout.write(`${movesText(list.rows)}${list.total} deadlines would move.\n`);
      }
      const answer = await call(simulatePolicies, { body: { policies: [{ of: 'in-force' }, ...policies] } });
      if (json === true) return printJson(answer);
      process.stdout.write(sideBySide(answer.simulations));
    });
}

async function wanted(name: string): Promise<SimulatedPolicy> {
  if (name === 'draft') return { of: 'draft' };
  const version = /^version:(\d+)$/.exec(name)?.[1];
  if (version !== undefined) return { of: 'version', version: Number(version) };
  return /[./]/.test(name) ? { of: 'text', text: await readText(name) } : { of: 'shipped', id: name };
}

function movesText(rows: readonly MovedDeadline[]): string {
  const day = (at: string | null) => (at === null ? 'none' : at.slice(0, 16).replace('T', ' '));
  return tableText(
    rows,
    [
      { heading: 'REMEDIATION', of: (row) => row.fix },
      { heading: 'FROM', of: (row) => `${day(row.fromDueAt)} (${row.fromTier})` },
      { heading: 'TO', of: (row) => `${day(row.toDueAt)} (${row.toTier})` },
      { heading: 'MOVES', of: (row) => row.direction },
    ],
    'No deadline would move.',
  );
}

function sideBySide(simulations: readonly SimulationDto[]): string {
  const totals = tableText(
    simulations,
    [
      {
        heading: 'POLICY',
        of: ({ policy }) => (policy.version === 0 ? policy.name : `${policy.name}, version ${policy.version}`),
      },
      { heading: 'OPEN', number: true, of: ({ open }) => String(open) },
      { heading: 'OVERDUE', number: true, of: ({ overdue }) => String(overdue) },
      { heading: 'NEWLY', number: true, of: ({ newlyOverdue }) => String(newlyOverdue) },
      { heading: 'NO DEADLINE', number: true, of: ({ withoutDeadline }) => String(withoutDeadline) },
      { heading: 'EARLIER', number: true, of: ({ moves }) => String(moves.earlier + moves.set) },
      { heading: 'LATER', number: true, of: ({ moves }) => String(moves.later + moves.lifted) },
    ],
    'There is no policy.',
  );
  return `${totals}\nWork by week (remediations; cells of IT and of InfoSec):\n${weeksText(simulations)}`;
}

function weeksText(simulations: readonly SimulationDto[]): string {
  const weeks = [...new Set(simulations.flatMap(({ weeks: each }) => each.map(({ week }) => week)))].sort(byWeek);
  return tableText(
    weeks,
    [
      { heading: 'WEEK OF', of: (week) => week ?? 'overdue' },
      ...simulations.map((simulation) => ({
        heading: simulation.policy.name.toUpperCase(),
        of: (week: string | null) => {
          const found = simulation.weeks.find((each) => each.week === week);
          return found ? `${found.remediations}; ${found.cells.it} and ${found.cells.infosec}` : '';
        },
      })),
    ],
    'Nothing is due.',
  );
}

function byWeek(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
