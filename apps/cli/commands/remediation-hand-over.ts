import { handBack, handOver } from '@baton/contract/remediation-moves.ts';
import { Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';
import { findRemediation } from './find-remediation.ts';
import { teamName } from './remediation-list.ts';

interface Flags {
  readonly note: string;
  readonly back?: boolean;
  readonly tested?: number;
  readonly good?: number;
  readonly result?: string;
}

/** `baton remediation hand-over`: passes the baton on, signed by a person. */
export function remediationHandOverCommand(): Command {
  return new Command('hand-over')
    .description('Hand the baton to the next leg, or back; a person signs for it')
    .argument('<fix>', 'the fix ("KB5044273") or the id of the remediation')
    .requiredOption('--note <words>', 'what the other team must know')
    .option('--back', 'hand it back instead')
    .option('--tested <devices>', 'leg test: on how many devices it was tested', wholeNumber)
    .option('--good <devices>', 'leg test: on how many of them it went well', wholeNumber)
    .option('--result <words>', 'leg test: what was seen')
    .action(async (fix: string, flags: Flags) => {
      const moved = await asPerson(async (call) => {
        const { id, version } = await findRemediation(call, fix);
        const params = { remediationId: id };
        const body = { version, note: flags.note };
        if (flags.back === true) return call(handBack, { params, body });
        return call(handOver, { params, body: { ...body, ...testResult(flags) } });
      });
      process.stdout.write(
        moved.place === 'closed'
          ? 'Everything is proven: closed.\n'
          : `${teamName(moved.holder)} holds the baton in ${moved.place}.\n`,
      );
    });
}

function testResult({ tested, good, result }: Flags) {
  if (tested === undefined && result === undefined) return {};
  if (tested === undefined || result === undefined) {
    throw new CliError('bad-option', 'A test is signed off with --tested and --result together.');
  }
  return { testResult: { devices: tested, good: good ?? tested, summary: result } };
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number is needed');
}
