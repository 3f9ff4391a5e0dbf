import { addDuty, type DutyKindDto, type DutyRow, dutyKind, endDuty, listDuties } from '@baton/contract/duties.ts';
import { listPeople } from '@baton/contract/people.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<DutyRow>[] = [
  { heading: 'WHO', of: ({ person }) => person },
  { heading: 'TEAM', of: ({ team }) => (team === 'it' ? 'IT' : 'InfoSec') },
  { heading: 'IS', of: ({ kind, lead }) => (lead === null ? kind : `${kind} of ${lead}`) },
  { heading: 'FROM', of: ({ startsAt }) => startsAt.slice(0, 16).replace('T', ' ') },
  { heading: 'UNTIL', of: ({ endsAt }) => endsAt.slice(0, 16).replace('T', ' ') },
  { heading: 'ID', of: ({ dutyId }) => dutyId },
];

/** `baton duty …`: who is away, on call, or deputy of their lead. */
export function dutyCommand(): Command {
  const duty = new Command('duty').description('Who is away, on call, or deputy of their lead');
  duty
    .command('list')
    .description('List them, now and to come')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const call = await connect();
      const duties = await call(listDuties, {});
      if (json === true) printJson(duties);
      else process.stdout.write(tableText(duties.rows, COLUMNS, 'Nobody is away, on call or deputy.'));
    });
  duty
    .command('add')
    .description('Say who of your team is away or on call, or make somebody your deputy')
    .argument('<kind>', 'away, on-call or deputy')
    .argument('<e-mail>', 'of whom')
    .requiredOption('--until <time>', 'ISO-8601 with Z, not included')
    .option('--from <time>', 'ISO-8601 with Z; without it, from now')
    .option('--note <words>', 'kept with it')
    .action((kind: string, email: string, flags: AddFlags) => add(kindOf(kind), email, flags));
  duty
    .command('end')
    .description('End one before its time')
    .argument('<id>', 'as "baton duty list" shows it')
    .action(async (dutyId: string) => {
      await asPerson((call) => call(endDuty, { params: { dutyId } }));
      process.stdout.write('Ended.\n');
    });
  return duty;
}

interface AddFlags {
  readonly until: string;
  readonly from?: string;
  readonly note?: string;
}

async function add(kind: DutyKindDto, email: string, { until, from, note = '' }: AddFlags): Promise<void> {
  await asPerson(async (call) => {
    const { rows } = await call(listPeople, { query: { search: email, pageSize: 500 } });
    const person = rows.find((one) => one.email === email.toLowerCase());
    if (person === undefined) throw new CliError('bad-option', `Nobody has an account with ${email}.`);
    const startsAt = from ?? Temporal.Now.instant().toString({ smallestUnit: 'second' });
    const body = { kind, personId: person.personId, startsAt, endsAt: until, note };
    const { dutyId } = await call(addDuty, { body });
    process.stdout.write(`Kept as ${dutyId}.\n`);
  });
}

function kindOf(text: string): DutyKindDto {
  const kind = dutyKind.safeParse(text);
  if (kind.success) return kind.data;
  throw new CliError('bad-option', `"${text}" is none of ${dutyKind.options.join(', ')}.`);
}
