import { type CellDetail, type CellWords, getCell, getCellHistory } from '@baton/contract/cells.ts';
import type { Client } from '@baton/contract/client.ts';
import { listDevices } from '@baton/contract/devices.ts';
import { Command } from 'commander';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';

/** `baton why DEVICE FIX`: one cell, with both sides’ evidence and the contract it has to meet. */
export function whyCommand(): Command {
  return new Command('why')
    .description('Explain one cell: what both sides saw, what is missing to a proof, who moves next')
    .argument('<device>', 'name or id of the device')
    .argument('<fix>', 'the fix: KB5044273, or "openssl 3.0.14-1~deb12u2"')
    .option('--json', 'print what the API says')
    .action(async (device: string, fix: string, { json }: { readonly json?: boolean }) => {
      const call = await connect();
      const params = { deviceId: await idOfDevice(call, device), fix };
      const [cell, { moves }] = await Promise.all([call(getCell, { params }), call(getCellHistory, { params })]);
      if (json === true) printJson({ ...cell, moves });
      else process.stdout.write(`${[...lines(cell), ...historyLines(moves)].join('\n')}\n`);
    });
}

/** A device by its id, or by its name as people say it. */
export async function idOfDevice(call: Client, name: string): Promise<string> {
  if (z.uuid().safeParse(name).success) return name;
  const { rows } = await call(listDevices, { query: { search: name } });
  const exact = rows.filter((row) => row.name.toLowerCase() === name.toLowerCase());
  const [found, another] = exact.length > 0 ? exact : rows;
  if (found !== undefined && another === undefined) return found.deviceId;
  const like = rows.slice(0, 5).map((row) => `${row.name} (${row.deviceId})`);
  throw new CliError(
    'bad-option',
    found === undefined ? `There is no device ${name}. See "baton devices".` : `${name} may be ${like.join(', ')}.`,
  );
}

function lines(cell: CellDetail): readonly string[] {
  return [
    '',
    `  ${cell.device}  ${cell.fix}  ${cell.verdict}${cell.causeLabel === null ? '' : `: ${cell.causeLabel}`}`,
    `  ${cell.sentence}`,
    ...(cell.rule === null ? [] : [`  How sure: ${cell.rule.confidence} (rule ${cell.rule.id} v${cell.rule.version})`]),
    ...(cell.also.length === 0 ? [] : [`  Also: ${cell.also.join(', ')}`]),
    '',
    ...side('IT', cell.sides.it),
    '',
    ...side('InfoSec', cell.sides.infosec),
    '',
    '  To be proven:',
    ...cell.conditions.map(({ label, met }) => `    ${met === true ? '✓' : met === false ? '✗' : '–'} ${label}`),
    ...(cell.next === null ? [] : ['', `  Next: ${cell.next.sentence}`]),
    '',
  ];
}

type Moves = z.infer<typeof getCellHistory.response>['moves'];

function historyLines(moves: Moves): readonly string[] {
  const said = (words: CellWords | null) =>
    words === null ? 'no cell' : `${words.verdict}${words.causeLabel === null ? '' : `: ${words.causeLabel}`}`;
  return [
    '  Moves:',
    ...moves.map(
      ({ at, before, after, reason, report }) =>
        `    ${at.slice(0, 16).replace('T', ' ')}  ${said(before)} → ${said(after)}  (${report === null ? reason : `${report.source}, ${report.fileName}`})`,
    ),
    '',
  ];
}

function side(team: string, { says, source, rows, excerpt }: CellDetail['sides']['it']): readonly string[] {
  return [
    `  ${team} says: ${says}${source === null ? '' : ` (${source})`}`,
    ...rows.map(({ label, value }) => `    ${label.padEnd(8)} ${value}`),
    ...(excerpt === null
      ? []
      : excerpt.text
          .trim()
          .split('\n')
          .slice(0, 8)
          .map((line) => `    | ${line}`)),
  ];
}
