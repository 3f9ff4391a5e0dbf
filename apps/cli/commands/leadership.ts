import {
  type LeadershipPage,
  mailLeadership,
  makeSharedLink,
  printLeadership,
  readLeadership,
} from '@baton/contract/leadership.ts';
import {
  formatCount,
  formatCounted,
  formatFraction,
  formatShareInTenths,
  formatTenths,
} from '@baton/presentation/formats.ts';
import {
  exceptionsInForce,
  formatLegTime,
  leadershipHeadline,
  leadershipMissing,
} from '@baton/presentation/leadership-words.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { download } from '../server/download.ts';
import { asPerson } from '../server/session-client.ts';
import { printJson, tableText } from '../terminal/print-table.ts';
import { goalsCommand, goalTable } from './leadership-goals.ts';
import { monthlyMailCommand } from './leadership-mail.ts';

/** `baton leadership`: the page that CIO and CISO read together. */
export function leadershipCommand(): Command {
  return new Command('leadership')
    .description('Show the page that CIO and CISO read together')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const page = await (await connect())(readLeadership);
      if (json === true) return printJson(page);
      process.stdout.write(pageText(page));
    })
    .addCommand(goalsCommand())
    .addCommand(linkCommand())
    .addCommand(pdfCommand())
    .addCommand(mailCommand())
    .addCommand(monthlyMailCommand());
}

function linkCommand(): Command {
  return new Command('link')
    .description(
      'Make a link that shows the page, and nothing else, until it expires; a lead does, with their password',
    )
    .option('--days <days>', 'how long it is good, at most 31', '7')
    .action(async ({ days }: { readonly days: string }) => {
      const { link, expiresAt } = await asPerson((call) => call(makeSharedLink, { body: { days: Number(days) } }));
      process.stdout.write(
        `${link}\nGood until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC. It is shown this once.\n`,
      );
    });
}

function pdfCommand(): Command {
  return new Command('pdf')
    .description('Write the page as PDF to the standard output')
    .action(() => download(printLeadership, {}));
}

function mailCommand(): Command {
  return new Command('eml')
    .description('Write the page as a message to the standard output, to send on')
    .option('--to <addresses>', 'whom it is to')
    .action(({ to }: { readonly to?: string }) => download(mailLeadership, { query: { to } }));
}

type Row = readonly [what: string, figure: string, more: string];

function pageText(page: LeadershipPage): string {
  const { agreed, agreedWithoutExceptions, unexplained, verifiedOnTime, risk, oldest, seenByBoth } = page;
  const rows: readonly Row[] = [
    ['Agreed', formatShareInTenths(agreed), formatFraction(agreed)],
    ['Without exceptions', formatShareInTenths(agreedWithoutExceptions), formatFraction(agreedWithoutExceptions)],
    ['Exceptions in force', formatCount(page.exceptions.inForce), exceptionsInForce(page.exceptions)],
    ['Unexplained', formatShareInTenths(unexplained), formatFraction(unexplained)],
    ['Devices both teams see', formatShareInTenths(seenByBoth), formatFraction(seenByBoth)],
    ['Verified on time, 90 days', formatShareInTenths(verifiedOnTime.now), formatFraction(verifiedOnTime.now)],
    [
      'Known exploited, open',
      formatCounted(risk.now.kevCells, 'cell'),
      formatCounted(risk.now.kevFixes, 'fix', 'fixes'),
    ],
    [
      'Open, weighted by EPSS',
      formatTenths(risk.now.epssWeighted),
      risk.before === null ? '' : `before ${formatTenths(risk.before.epssWeighted)}`,
    ],
    ['Oldest open item', oldest === null ? '–' : formatCounted(oldest.days, 'day'), oldest?.title ?? ''],
  ];
  const columns = (headings: readonly [string, string, string]) =>
    headings.map((heading, at) => ({
      heading,
      of: (row: Row) => row[at] ?? '',
      ...(at === 1 ? { number: true as const } : {}),
    }));
  const legs = page.legs.map(
    ({ leg, medianMinutes, visits }): Row => [leg, formatLegTime(medianMinutes), formatCount(visits)],
  );
  const needs = page.needs.map(({ title, why, cells }): Row => [title, formatCounted(cells, 'cell'), why]);
  return [
    `${leadershipHeadline(page)}\n${leadershipMissing(page)}\n`,
    tableText(rows, columns(['', 'NOW', 'OF']), ''),
    page.goals === null
      ? 'No joint goals hold yet.\n'
      : `${page.goals.title}, to ${page.goals.by}\n${goalTable(page.goals.goals)}`,
    tableText(legs, columns(['LEG', 'MEDIAN', 'OF']), 'No leg has ended yet.'),
    tableText(needs, columns(['WHAT WOULD HELP', 'CELLS', 'WHY']), 'Nothing waits for money or people.'),
  ].join('\n');
}
