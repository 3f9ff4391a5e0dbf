import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@baton/contract/client.ts';
import { createImport, getImport, type ImportRow } from '@baton/contract/imports.ts';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { fileProblem } from '../terminal/file-problem.ts';
import { printJson } from '../terminal/print-table.ts';

interface Flags {
  readonly team: 'it' | 'infosec';
  readonly source?: string;
  readonly device?: string;
  readonly at?: string;
  readonly zone?: string;
  readonly mapping?: string;
  readonly wait?: boolean;
  readonly json?: boolean;
}

/** `baton import`: delivers a report of a team to the server. */
export function importCommand(): Command {
  return new Command('import')
    .description('Deliver a report: .nessus, a patch tool’s CSV, Tenable’s findings, debsecan’s output')
    .argument('<file>', 'the report')
    .addOption(new Option('--team <team>', 'whose word it is').choices(['it', 'infosec']).makeOptionMandatory())
    .option('--source <name>', 'the source it is of; made at its first delivery (default: the tool’s name)')
    .option('--device <name>', 'the device it is of, where the format does not say (debsecan)')
    .option('--at <time>', 'when the tool looked, where the format does not say; ISO-8601')
    .option('--zone <zone>', 'IANA zone of times that are written without one')
    .option('--mapping <json>', 'what columns of a CSV mean: {"Machine":"device"}; remembered for the source')
    .option('--wait', 'wait until it is read and its devices are judged; exit code 1 where it failed')
    .option('--json', 'print what the API says')
    .addHelpText('after', '\nExample:\n  baton import weekly.nessus --team infosec --wait\n')
    .action(run);
}

async function run(path: string, { wait, json, at, ...flags }: Flags): Promise<void> {
  const file = await stat(path).catch((cause: unknown) => {
    throw fileProblem(path, cause);
  });
  if (!file.isFile()) throw new CliError('bad-option', `${path} is no file.`);
  const call = await connect();
  const query = { ...flags, fileName: basename(path), at: at === undefined ? undefined : instantOf(at) };
  const delivered = await call(createImport, { query, file: Readable.toWeb(createReadStream(path)) });
  const row = wait === true && delivered.state !== 'already-known' ? await untilJudged(call, delivered) : delivered;
  if (json === true) printJson(row);
  else process.stdout.write(`${sentenceOf(row)}\n`);
  if (row.state === 'failed' || row.state === 'cancelled') process.exitCode = 1;
}

function instantOf(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new CliError('bad-option', `--at ${text} is no time. Write it as 2024-10-14T10:40:00Z.`);
  return new Date(at).toISOString();
}

async function untilJudged(call: Client, delivered: ImportRow): Promise<ImportRow> {
  for (let row = delivered; ; ) {
    const ended = row.state === 'failed' || row.state === 'cancelled';
    if (ended || (row.state === 'done' && row.cellsChanged !== null)) return row;
    await pause(300);
    row = await call(getImport, { params: { importId: delivered.importId } });
  }
}

function sentenceOf(row: ImportRow): string {
  switch (row.state) {
    case 'already-known':
      return `${row.fileName} was delivered before (${row.at.slice(0, 16).replace('T', ' ')} by ${row.by}); nothing changed.`;
    case 'failed':
      return `${row.fileName} was not taken: ${row.error?.message ?? 'no reason was given'}`;
    case 'cancelled':
      return `${row.fileName} was stopped; nothing of it stays.`;
    case 'done':
      return `${row.fileName}: ${counted(row.devices, 'device')} (${row.newDevices} new), ${counted(row.claims, 'claim')}, ${counted(row.problems, 'problem')}${moved(row.cellsChanged)}.`;
    default:
      return `${row.fileName} was delivered and is being read. See "baton imports".`;
  }
}

function moved(cells: number | null): string {
  return cells === null ? '' : `; ${counted(cells, 'cell')} moved`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
