import { type ExceptionRow, exceptionView, listExceptions } from '@baton/contract/exceptions.ts';
import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import { STATE_WORDS } from '@baton/domain/exceptions/exception-state.ts';
import { Command, Option } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<ExceptionRow>[] = [
  { heading: 'EXCEPTION', of: ({ name }) => name },
  { heading: 'OF', of: ({ what }) => what },
  { heading: 'STATE', of: stateWords },
  { heading: 'DEVICES', number: true, of: ({ devices, openDevices }) => `${openDevices}/${devices}` },
  { heading: 'UNTIL', of: ({ endsAt }) => endsAt?.slice(0, 10) ?? '' },
  { heading: 'REVISIT', of: ({ revisitAt }) => revisitAt?.slice(0, 10) ?? '' },
  { heading: 'RENEWED', number: true, of: ({ renewals }) => String(renewals) },
  { heading: 'OWNER', of: ({ owner }) => owner.name },
];

/** `baton exception list`: what waits, holds, comes due or has ended. */
export function exceptionListCommand(): Command {
  return new Command('list')
    .description('List exceptions; with --due those that end or are revisited within 30 days')
    .addOption(new Option('--view <view>', 'which').choices([...exceptionView.options]).default('all'))
    .option('--due', 'the same as --view due')
    .option('--unsigned', 'only those that wait for a signature of your team')
    .option('--fix <fix>', 'only of this fix or its product')
    .option('--search <text>', 'part of a fix, or EX-12')
    .option('--json', 'print what the API says')
    .action(async ({ view, due, unsigned, fix, search, json }: Flags) => {
      const query = {
        view: due === true ? ('due' as const) : view,
        unsigned: unsigned === true ? ('true' as const) : undefined,
        fix,
        search,
        pageSize: 500,
      };
      printList(await (await connect())(listExceptions, { query }), COLUMNS, {
        json,
        none: 'There are no such exceptions.',
      });
    });
}

interface Flags {
  readonly view: (typeof exceptionView.options)[number];
  readonly due?: boolean;
  readonly unsigned?: boolean;
  readonly fix?: string;
  readonly search?: string;
  readonly json?: boolean;
}

/** "in force, renewal waits for InfoSec" */
export function stateWords({ state, waiting }: Pick<ExceptionRow, 'state' | 'waiting'>): string {
  if (waiting === null) return STATE_WORDS[state];
  const missing = (['it', 'infosec'] as const)
    .filter((team) => !waiting.signedBy.includes(team))
    .map((team) => TEAM_NAMES[team])
    .join(' and ');
  return state === 'asked' ? `waits for ${missing}` : `${STATE_WORDS[state]}, renewal waits for ${missing}`;
}
