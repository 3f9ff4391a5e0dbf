import { readFile } from 'node:fs/promises';
import { ruleSetDocument } from '@baton/contract/rule-set.ts';
import { getRules, saveRuleDraft } from '@baton/contract/rules.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { fileProblem } from '../terminal/file-problem.ts';

/** `baton rules apply`: writes a document into the draft. */
export function rulesApplyCommand(): Command {
  return new Command('apply')
    .description('Write a rule set into the draft; it changes nothing until it is previewed, offered and signed')
    .argument('<file>', 'JSON, as "baton rules show --document" prints it')
    .action(async (path: string) => {
      const document = await readDocument(path);
      const call = await connect();
      const seenRevision = (await call(getRules)).draft?.revision ?? 0;
      const { draft } = await call(saveRuleDraft, { body: { document, seenRevision } });
      process.stdout.write(`Draft saved.\n${(draft?.differences ?? []).map((one) => `  ${one}\n`).join('')}`);
      process.stdout.write('See what it would change: "baton rules preview".\n');
    });
}

/** The file as a document. What a form cannot tell, the server says, with its place. */
async function readDocument(path: string) {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw fileProblem(path, cause);
  });
  const parsed = ruleSetDocument.safeParse(parseJson(path, text));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new CliError(
    'bad-option',
    `${path} is no rule set at ${first?.path.join('.') || 'its top'}: ${first?.message}.`,
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError('bad-option', `${path} is no JSON: ${cause instanceof Error ? cause.message : 'unreadable'}.`, {
      cause,
    });
  }
}
