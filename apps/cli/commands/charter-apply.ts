import { offerCharter, readCharter, saveCharterDraft } from '@baton/contract/charter.ts';
import { diffCharters, isSameCharter } from '@baton/domain/charter/diff-charters.ts';
import { warningsOf } from '@baton/domain/charter/warnings.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { diffLines, printLines, warningLines } from './charter-lines.ts';
import { readCharterFile } from './read-charter-file.ts';

interface Flags {
  readonly offer?: string;
  readonly check?: boolean;
}

/** `baton charter apply`: a file becomes the draft, and with a note a version that waits for both signatures. */
export function charterApplyCommand(): Command {
  return new Command('apply')
    .description('Keep a YAML file as the draft of the charter; it changes nothing until both leads have signed it')
    .argument('<file>', 'the charter as YAML')
    .option('--offer <note>', 'offer it for signing as well, with what changes and why')
    .option('--check', 'only check the file; needs no server')
    .action(async (file: string, { offer, check }: Flags) => {
      const charter = await readCharterFile(file);
      if (check === true) {
        printLines([...warningLines(warningsOf(charter)), 'The file is a charter.']);
        return;
      }
      const call = await connect();
      const { draft, inForce } = await call(readCharter, {});
      const diff = diffCharters(inForce.charter, charter);
      if (isSameCharter(diff)) return printLines(['The file says what is in force: nothing to do.']);
      const body = { seenRevision: draft?.revision ?? 0, charter: { ...charter, people: [...charter.people] } };
      const { revision, warnings } = await call(saveCharterDraft, { body });
      printLines([...diffLines(diff, charter.people), ...warningLines(warnings), 'Kept as the draft.']);
      if (offer === undefined) return;
      const { version } = await call(offerCharter, { body: { seenRevision: revision, note: offer } });
      printLines([`Offered as version ${version}: both leads sign it with "baton charter sign ${version}".`]);
    });
}
