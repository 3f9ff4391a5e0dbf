import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError } from '../cli-error.ts';

/** Asks on the terminal; with `hidden` what is typed is not shown. A pipe answers a line a question. */
export async function ask(question: string, { hidden = false }: { readonly hidden?: boolean } = {}): Promise<string> {
  if (process.stdin.isTTY !== true) return nextLine(question);
  // readline echoes what is typed to its output: a secret goes to one that swallows it.
  const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stdout;
  if (hidden) process.stdout.write(question);
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return (await terminal.question(hidden ? '' : question)).trim();
  } finally {
    terminal.close();
    if (hidden) process.stdout.write('\n');
  }
}

let lines: AsyncIterator<string> | undefined;

async function nextLine(question: string): Promise<string> {
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const { value, done } = await lines.next();
  if (done === true)
    throw new CliError(
      'no-answer',
      `No answer to "${question.trim()}": standard input has ended. Run it at a terminal, or give a line for each question.`,
    );
  return String(value).trim();
}
