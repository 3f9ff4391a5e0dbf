import { signExceptions } from '@baton/contract/exception-acts.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';
import { readException } from './find-exception.ts';

/** `baton exception sign EX-12 EX-13`: for one's own team, with one password for all of them. */
export function exceptionSignCommand(): Command {
  return new Command('sign')
    .description('Sign exceptions for your team: what waits of them, to the letter; a person signs in for it')
    .argument('<exceptions...>', 'EX-12, or ids')
    .action(sign);
}

async function sign(names: readonly string[]): Promise<void> {
  const { signed } = await asPerson(async (call, prove) => {
    const exceptions = [];
    for (const name of names) {
      const { exceptionId, rounds, what, name: shown } = await readException(call, name);
      const waiting = rounds.find(({ state }) => state === 'waiting');
      if (waiting === undefined) throw new CliError('bad-option', `Nothing of ${shown} waits for signatures.`);
      const { words, until, devices, owner } = waiting.terms;
      process.stderr.write(
        `${shown} of ${what} on ${devices.length} devices until ${until.slice(0, 10)}, owner ${owner.name}: ${words}\n`,
      );
      exceptions.push({ exceptionId, round: waiting.round, hash: waiting.hash });
    }
    return call(signExceptions, { body: { exceptions, proof: prove('/exceptions/review') } });
  });
  for (const { name, inForce } of signed)
    process.stdout.write(inForce ? `${name} is in force.\n` : `Signed. ${name} waits for the other team.\n`);
}
