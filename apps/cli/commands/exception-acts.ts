import type { Client } from '@baton/contract/client.ts';
import {
  attestControl,
  checkException,
  declineException,
  endException,
  handBackException,
  renewException,
  withdrawException,
} from '@baton/contract/exception-acts.ts';
import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { stateWords } from './exception-list.ts';
import { idOfException } from './find-exception.ts';
import { timeOf } from './time-option.ts';

interface Note {
  readonly note: string;
}

type Act = (call: Client, exceptionId: string, body: Note) => Promise<ExceptionDetail>;

/** `baton exception end|decline|withdraw|hand-back EX-12 --note WORDS`. */
export function exceptionNoteCommands(): readonly Command[] {
  return [
    noteCommand('end', 'End an exception before its date; a person signs in for it', (call, exceptionId, body) =>
      call(endException, { params: { exceptionId }, body }),
    ),
    noteCommand('decline', 'Decline what waits for signatures; a person signs in for it', (call, exceptionId, body) =>
      call(declineException, { params: { exceptionId }, body }),
    ),
    noteCommand('withdraw', 'Take back what your team asked for; a person signs in', (call, exceptionId, body) =>
      call(withdrawException, { params: { exceptionId }, body }),
    ),
    noteCommand('hand-back', 'Hand an exception back to its owner; a person signs in', (call, exceptionId, body) =>
      call(handBackException, { params: { exceptionId }, body }),
    ),
  ];
}

function noteCommand(name: string, description: string, act: Act): Command {
  return new Command(name)
    .description(description)
    .argument('<exception>', 'EX-12, or its id')
    .requiredOption('--note <words>', 'why')
    .action(async (exception: string, { note }: Note) => {
      print(await asPerson(async (call) => act(call, await idOfException(call, exception), { note })));
    });
}

/** `baton exception renew EX-12 --until DAY`. */
export function exceptionRenewCommand(): Command {
  return new Command('renew')
    .description('Ask to renew an exception; both teams sign it anew, and renewals are counted')
    .argument('<exception>', 'EX-12, or its id')
    .requiredOption('--until <day>', 'when it ends then')
    .option('--why <words>', 'why, where it is for another reason than before')
    .action(async (name: string, { until, why }: { readonly until: string; readonly why?: string }) => {
      const call = await connect();
      const body = { until: timeOf(until), ...(why === undefined ? {} : { words: why }) };
      print(await call(renewException, { params: { exceptionId: await idOfException(call, name) }, body }));
    });
}

/** `baton exception attest EX-12 1`: the owner's word. */
export function exceptionAttestCommand(): Command {
  return new Command('attest')
    .description('Attest a control as the owner of the exception; a person signs in for it')
    .argument('<exception>', 'EX-12, or its id')
    .argument('<control>', 'its number as "exception show" lists it')
    .option('--note <words>', 'what was looked at', '')
    .action(async (name: string, control: string, { note }: Note) => {
      print(
        await asPerson(async (call) =>
          call(attestControl, {
            params: { exceptionId: await idOfException(call, name) },
            body: { control: Number(control), note },
          }),
        ),
      );
    });
}

/** `baton exception check EX-12`: now instead of when it is due. */
export function exceptionCheckCommand(): Command {
  return new Command('check')
    .description('Check controls and urgency now; what fails reopens the exception')
    .argument('<exception>', 'EX-12, or its id')
    .action(async (name: string) => {
      const call = await connect();
      print(await call(checkException, { params: { exceptionId: await idOfException(call, name) } }));
    });
}

function print(exception: ExceptionDetail): void {
  const { name, endedBecause } = exception;
  process.stdout.write(`${name}: ${stateWords(exception)}${endedBecause === null ? '' : `: ${endedBecause}`}\n`);
}
