import { readFile } from 'node:fs/promises';
import { checkPolicy, getServiceLevels, offerPolicy, savePolicyDraft } from '@baton/contract/service-levels.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { fileProblem } from '../terminal/file-problem.ts';

/** `baton policy apply FILE`: the file becomes the draft, and with --offer a version for both leads to sign. */
export function policyApplyCommand(): Command {
  return new Command('apply')
    .description('Check a policy in YAML or JSON and keep it as the draft; nothing holds until both leads have signed')
    .argument('<file>', 'the policy; "-" reads standard input')
    .option('--offer <note>', 'offer it for signing: what changes and why')
    .action(async (file: string, { offer }: { readonly offer?: string }) => {
      const call = await connect();
      const text = await readText(file);
      const { problems } = await call(checkPolicy, { body: { text } });
      if (problems.length > 0) throw problemsOf(file, problems);
      const { draft } = await call(getServiceLevels);
      const { revision } = await call(savePolicyDraft, { body: { text, seenRevision: draft?.revision ?? 0 } });
      if (offer === undefined) {
        process.stdout.write('Kept as the draft. It changes nothing until both leads have signed it.\n');
        return;
      }
      const { version } = await call(offerPolicy, { body: { seenRevision: revision, note: offer } });
      process.stdout.write(`Version ${version} waits for both leads: baton policy sign ${version}\n`);
    });
}

export async function readText(file: string): Promise<string> {
  if (file === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  }
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw fileProblem(file, cause);
  });
}

function problemsOf(
  file: string,
  problems: readonly {
    readonly line: number;
    readonly column: number;
    readonly at: string;
    readonly message: string;
  }[],
): CliError {
  const lines = problems.map(({ line, column, at, message }) => `${file}:${line}:${column}: ${at} ${message}`);
  return new CliError('bad-file', lines.join('\n'));
}
