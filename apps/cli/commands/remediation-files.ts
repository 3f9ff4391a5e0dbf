import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { attachFile, downloadAttachment } from '@baton/contract/remediation-acts.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { download } from '../server/download.ts';
import { fileProblem } from '../terminal/file-problem.ts';
import { findRemediation } from './find-remediation.ts';

/** `baton remediation attach`: puts a file beside a remediation. */
export function remediationAttachCommand(): Command {
  return new Command('attach')
    .description('Attach a file of at most 10 MiB: pictures, PDF, text, or packed')
    .argument('<fix>', 'the fix or the id of the remediation')
    .argument('<file>', 'the file')
    .option('--note <words>', 'what it is')
    .action(async (fix: string, path: string, { note }: { readonly note?: string }) => {
      const file = await readFile(path).catch((cause: unknown) => {
        throw fileProblem(path, cause);
      });
      const call = await connect();
      const { id } = await findRemediation(call, fix);
      const query = { fileName: basename(path), ...(note === undefined ? {} : { note }) };
      const { attachmentId } = await call(attachFile, { params: { remediationId: id }, query, file });
      process.stdout.write(`Attached as ${attachmentId}.\n`);
    });
}

/** `baton remediation save-file`: writes an attached file to the standard output. */
export function remediationSaveFileCommand(): Command {
  return new Command('save-file')
    .description('Write an attached file to the standard output')
    .argument('<attachment>', 'its id')
    .action((attachmentId: string) => download(downloadAttachment, { params: { attachmentId } }));
}
