import {
  type LeadershipMail,
  readLeadershipMail,
  sendLeadershipMail,
  setLeadershipMail,
  stopLeadershipMail,
} from '@baton/contract/leadership-mail.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { printJson } from '../terminal/print-table.ts';
import { findNamed } from './connect-change.ts';

interface SetFlags {
  readonly to: readonly string[];
  readonly by: string;
  readonly day: number;
  readonly at: string;
  readonly zone: string;
  readonly pdf: boolean;
}

/** `baton leadership mail …`: the page by mail, each month. */
export function monthlyMailCommand(): Command {
  const mail = new Command('mail').description('The page by mail each month, to named people');
  mail
    .command('show', { isDefault: true })
    .description('Show when and to whom it goes')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const state = await (await connect())(readLeadershipMail);
      if (json === true) return printJson(state);
      process.stdout.write(`${scheduleWords(state)}\n`);
    });
  mail
    .command('set')
    .description('Send it each month; a lead does, with their password')
    .requiredOption('--to <addresses...>', 'whom it goes to')
    .requiredOption('--by <connection>', 'the connection to a mail server')
    .option('--day <day>', 'of the month, 1 to 28', Number, 1)
    .option('--at <time>', 'when', '07:30')
    .option('--zone <zone>', 'time zone', Temporal.Now.timeZoneId())
    .option('--no-pdf', 'without the page as PDF')
    .action(async ({ to, by, day, at, zone, pdf }: SetFlags) => {
      const state = await asPerson(async (call) => {
        const { connectionId } = await findNamed(call, by);
        const body = { connectionId, recipients: [...to], dayOfMonth: day, at, timeZone: zone, withPdf: pdf };
        return call(setLeadershipMail, { body });
      });
      process.stdout.write(`${scheduleWords(state)}\n`);
    });
  mail
    .command('now')
    .description('Send it to the named people now')
    .action(async () => {
      const { queued } = await asPerson((call) => call(sendLeadershipMail));
      process.stdout.write(`${formatCounted(queued, 'message')} on the way. See "baton connect deliveries".\n`);
    });
  mail
    .command('stop')
    .description('Stop sending it')
    .action(async () => {
      await asPerson((call) => call(stopLeadershipMail));
      process.stdout.write('It is not sent any more.\n');
    });
  return mail;
}

function scheduleWords({ schedule }: LeadershipMail): string {
  if (schedule === null) return 'Nobody gets the page by mail. Set it: baton leadership mail set --to … --by …';
  const { recipients, connection, dayOfMonth, at, timeZone, next } = schedule;
  return [
    `On day ${dayOfMonth} of each month at ${at} (${timeZone}), by ${connection}, to ${recipients.join(', ')}.`,
    `Next: ${next.slice(0, 16).replace('T', ' ')} UTC.`,
  ].join('\n');
}
