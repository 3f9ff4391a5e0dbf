import { getCell } from '@baton/contract/cells.ts';
import type { Client } from '@baton/contract/client.ts';
import { confirmMistake, previewAnswer, upholdCheck } from '@baton/contract/confirmations.ts';
import { Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';
import { idOfDevice } from './why.ts';

interface Flags {
  readonly note: string;
  readonly days: number;
  readonly wholeCheck?: boolean;
}

/** `baton confirm DEVICE FIX`: the scanner is wrong about it. */
export function confirmCommand(): Command {
  return answerCommand('confirm', 'Confirm, for InfoSec, that the scanner is wrong about a cell; a person does')
    .option('--note <words>', 'what was looked at', '')
    .action((device: string, fix: string, flags: Flags) => answer('scanner-wrong', device, fix, flags));
}

/** `baton uphold DEVICE FIX`: the check is right about it. */
export function upholdCommand(): Command {
  return answerCommand('uphold', 'Uphold, for InfoSec, that the check is right about a cell; IT sees why')
    .requiredOption('--note <words>', 'why it is right')
    .action((device: string, fix: string, flags: Flags) => answer('check-right', device, fix, flags));
}

function answerCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<device>', 'name or id of the device')
    .argument('<fix>', 'the fix: KB5044273, or "openssl 3.0.14-1~deb12u2"')
    .option('--days <number>', 'for how long it holds, at most 366', days, 90)
    .option('--whole-check', 'about every cell that the same check has for the same cause now');
}

async function answer(
  said: 'scanner-wrong' | 'check-right',
  device: string,
  fix: string,
  { note, days: expiresInDays, wholeCheck }: Flags,
): Promise<void> {
  const given = await asPerson(async (call) => {
    const cell = { deviceId: await idOfDevice(call, device), fix };
    const target = wholeCheck === true ? await checkOf(call, cell) : cell;
    const body = { target, note, expiresInDays };
    return said === 'scanner-wrong' ? call(confirmMistake, { body }) : call(upholdCheck, { body });
  });
  const word = said === 'scanner-wrong' ? 'Confirmed' : 'Upheld';
  process.stdout.write(
    `${word} on ${given.cells} ${given.cells === 1 ? 'cell' : 'cells'} of ${given.devices} ${given.devices === 1 ? 'device' : 'devices'}.\n`,
  );
}

/** The check behind a cell, with how far an answer about it reaches. */
async function checkOf(call: Client, cell: { readonly deviceId: string; readonly fix: string }) {
  const { answer: offered } = await call(getCell, { params: cell });
  if (offered === null) throw new CliError('bad-option', 'No positive proof about this cell waits for an answer.');
  const target = { tool: offered.check.tool, check: offered.check.id, cause: offered.cause };
  const { cells, devices } = await call(previewAnswer, { query: target });
  process.stderr.write(`Check ${target.tool} ${target.check}: ${cells} cells on ${devices} devices.\n`);
  return target;
}

function days(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number of days is needed');
}
