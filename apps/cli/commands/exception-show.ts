import { type ExceptedDevice, type ExceptionDetail, listExceptedDevices } from '@baton/contract/exceptions.ts';
import { REASON_WORDS } from '@baton/domain/exceptions/exception-reason.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';
import { stateWords } from './exception-list.ts';
import { readException } from './find-exception.ts';
import { teamName } from './remediation-list.ts';

/** `baton exception show EX-12`: what was signed, whether its controls hold, and how it came here. */
export function exceptionShowCommand(): Command {
  return new Command('show')
    .description('Show an exception: its terms, controls, signatures, devices and history')
    .argument('<exception>', 'EX-12, or its id')
    .option('--json', 'print what the API says')
    .action(async (name: string, { json }: { readonly json?: boolean }) => {
      const call = await connect();
      const exception = await readException(call, name);
      if (json === true) return printJson(exception);
      const { exceptionId } = exception;
      const { rows } = await call(listExceptedDevices, { params: { exceptionId }, query: { pageSize: 20 } });
      process.stdout.write(`${lines(exception, rows).join('\n')}\n`);
    });
}

const minute = (at: string): string => at.slice(0, 16).replace('T', ' ');
const day = (at: string | null): string => at?.slice(0, 10) ?? 'not set';

function lines(exception: ExceptionDetail, devices: readonly ExceptedDevice[]): readonly string[] {
  const { name, what, title, rounds, controls, owner, cells, timeline, goesOnFrom } = exception;
  const [newest] = rounds;
  return [
    `${name}  ${what}${title === null || title === what ? '' : `  ${title}`}`,
    `It ${exception.state === 'asked' ? stateWords(exception) : `is ${stateWords(exception)}`}${exception.endedBecause === null ? '' : `: ${exception.endedBecause}`}`,
    ...(newest === undefined
      ? []
      : [
          `${REASON_WORDS[newest.terms.reason]}. ${newest.terms.words}`,
          `Risk ${newest.terms.risk.level}: ${newest.terms.risk.words}`,
          `From ${day(newest.terms.from)} until ${day(newest.terms.until)}, back to ${owner.name} on ${day(newest.terms.revisit)}. Renewed ${exception.renewals} times.`,
        ]),
    ...goesOnFrom.map(
      (one) => `Asked for anew after ${one.name} ended on ${day(one.endedAt)}: that counts as a renewal.`,
    ),
    `Cells: ${cells.excepted} excepted, ${cells.open} open, ${cells.disputed} disputed, ${cells.unproven} unproven, ${cells.proven} proven`,
    '',
    ...controls.map(({ sentence, check }, index) => `${index + 1}. ${sentence}: ${checkWords(check)}`),
    '',
    ...rounds.flatMap((round) => [
      `Round ${round.round}, ${round.state}, asked by ${round.askedBy} of ${teamName(round.askedByTeam)}, ${round.hash.slice(0, 12)}`,
      ...round.signatures.map((one) => `   ${teamName(one.team)}: ${one.person}, ${minute(one.signedAt)}`),
    ]),
    '',
    ...devices.map(
      (one) =>
        `${one.device}  ${one.settledAs === null ? one.cells.map(({ fix, verdict }) => `${fix} ${verdict}`).join(', ') : `let go: ${one.settledAs}`}`,
    ),
    ...(exception.devices > devices.length ? [`${devices.length} of ${exception.devices} devices`] : []),
    '',
    ...timeline.slice(0, 20).map((entry) => `${minute(entry.at)}  ${entry.by} ${entry.sentence}`),
  ];
}

function checkWords(check: ExceptionDetail['controls'][number]['check']): string {
  if (check === null) return 'not checked yet';
  const { holds, holding, devices, lastAt } = check;
  return `${holds ? 'holds' : 'does not hold'}, shown on ${holding} of ${devices} devices, ${minute(lastAt)}`;
}
