import { diffCharter, readCharter, readCharterVersion, signCharter } from '@baton/contract/charter.ts';
import type { Client } from '@baton/contract/client.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';
import { ask } from '../terminal/ask.ts';
import { diffLines, printLines, warningLines } from './charter-lines.ts';

/** `baton charter sign`: a lead, or their deputy, signs a version for their team after reading what it changes. */
export function charterSignCommand(): Command {
  return new Command('sign')
    .description('Sign a version of the charter for your team; a person signs, with their password')
    .argument('[version]', 'its number; without it, the one that waits for signatures')
    .option('--yes', 'sign without being asked once more')
    .action(async (version: string | undefined, { yes }: { readonly yes?: boolean }) => {
      await asPerson(async (call, prove) => {
        const number = version === undefined ? await openVersion(call) : Number(version);
        const { hash } = await show(call, number);
        if (yes !== true && (await ask(`Sign version ${number} for your team? (yes) `)) !== 'yes')
          return printLines(['Not signed.']);
        const proof = prove('/charter');
        const { inForce } = await call(signCharter, { params: { version: number }, body: { hash, proof } });
        printLines([inForce ? `Version ${number} is in force.` : 'Signed. It waits for the other team’s signature.']);
      });
    });
}

async function openVersion(call: Client): Promise<number> {
  const open = (await call(readCharter, {})).versions.find(({ state }) => state === 'open');
  if (open === undefined) throw new CliError('bad-option', 'No version of the charter waits for signatures.');
  return open.version;
}

/** What one signs: what it changes against what holds now, what is likely not meant, and the hash of the text. */
async function show(call: Client, version: number): Promise<{ readonly hash: string }> {
  const shown = await call(readCharterVersion, { params: { version } });
  const diff = await call(diffCharter, { query: { from: 'in-force', to: version } });
  printLines([
    `Version ${version}, offered by ${shown.offeredBy}: ${shown.note}`,
    ...diffLines(diff, [...shown.charter.people, ...diff.peopleRemoved]),
    ...warningLines(shown.warnings),
    `SHA-256 ${shown.hash}`,
  ]);
  return shown;
}
