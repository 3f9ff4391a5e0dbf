import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@baton/contract/client.ts';
import {
  type DeviceRequestDto,
  getDeviceRequest,
  getScanLists,
  listDeviceRequests,
  requestOnDevices,
  type ScanLists,
  scanTool,
  withdrawDeviceRequest,
} from '@baton/contract/device-requests.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { waitForWork } from '../server/wait-for-work.ts';
import { type Column, printJson, printList } from '../terminal/print-table.ts';
import { previewText, type SelectionFlags, selectionOf, withSelection } from './work-selection.ts';

interface RequestFlags extends SelectionFlags {
  readonly note?: string;
  readonly lists?: string;
  readonly tool?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `baton rescan`: asks InfoSec to look again, and writes targets and checks for its scanner. */
export function rescanCommand(): Command {
  return requestCommand('rescan', 'Ask InfoSec to look at devices again; fulfilled by later looks that logged in')
    .option('--lists <folder>', 'write targets and checks there, in the scanner’s own form')
    .addOption(toolOption());
}

/** `baton reboot`: asks IT to restart devices. */
export function rebootCommand(): Command {
  return requestCommand('reboot', 'Ask IT to restart devices; fulfilled by later boots');
}

function requestCommand(kind: DeviceRequestDto['kind'], description: string): Command {
  const command = new Command(kind)
    .description(description)
    .option('--note <words>', 'kept with the request')
    .option('--dry-run', 'only say what would be asked for')
    .option('--json', 'print what the API says')
    .action(async ({ note, lists, tool, dryRun, json, ...flags }: RequestFlags) => {
      const call = await connect();
      const selection = await selectionOf(call, flags);
      if (dryRun === true) return void process.stdout.write(await previewText(call, kind, selection));
      const body = { kind, selection, ...(note === undefined ? {} : { note }) };
      const { request: made, workId } = await call(requestOnDevices, { body });
      const request = made ?? (await requestOfWork(call, workId));
      if (json === true) printJson(request);
      else process.stdout.write(`${request.id}  ${formatCounted(request.devices, 'device')} asked for.\n`);
      if (lists !== undefined) await writeLists(call, request.id, tool, lists);
    });
  return withSelection(command);
}

/** The request that long work makes, once it is done. */
async function requestOfWork(call: Client, workId: string | null): Promise<DeviceRequestDto> {
  const requestId = workId === null ? null : await waitForWork(call, workId, 'The request');
  if (requestId === null) throw new CliError('no-answer', 'The request is not there. See "baton requests".');
  return call(getDeviceRequest, { params: { requestId }, query: { pageSize: 1 } });
}

function toolOption(): Option {
  return new Option('--tool <tool>', 'one tool for all; else the one that looked at each device last').choices([
    ...scanTool.options,
  ]);
}

/** `baton requests`: rescans and restarts that were asked for, and how far evidence has fulfilled them. */
export function requestsCommand(): Command {
  return new Command('requests')
    .description('List requests for rescans and restarts; with an id, its devices')
    .argument('[request]', 'id of a request')
    .option('--open', 'only those that are not fulfilled yet')
    .option('--withdraw', 'take it back')
    .option('--lists <folder>', 'write what is still to be scanned there, in the scanner’s own form')
    .addOption(toolOption())
    .option('--page <number>', 'page of 50', '1')
    .option('--json', 'print what the API says')
    .action(async (requestId: string | undefined, flags: RequestsFlags) => {
      const call = await connect();
      if (requestId !== undefined) return one(call, requestId, flags);
      const query = { page: flags.page, ...(flags.open === true ? { open: 'true' as const } : {}) };
      printList(await call(listDeviceRequests, { query }), COLUMNS, {
        json: flags.json,
        none: 'Nothing was asked for.',
      });
    });
}

interface RequestsFlags {
  readonly open?: boolean;
  readonly withdraw?: boolean;
  readonly lists?: string;
  readonly tool?: string;
  readonly page: string;
  readonly json?: boolean;
}

const COLUMNS: readonly Column<DeviceRequestDto>[] = [
  { heading: 'ASKED', of: ({ askedAt }) => askedAt.slice(0, 16).replace('T', ' ') },
  { heading: 'FOR', of: ({ kind }) => kind },
  { heading: 'BY', of: ({ byName }) => byName },
  { heading: 'CAUSE', of: ({ causeLabel }) => causeLabel ?? '' },
  { heading: 'DONE', number: true, of: ({ done, devices }) => `${done} of ${devices}` },
  { heading: 'STATE', of: ({ state }) => state },
  { heading: 'ID', of: ({ id }) => id },
];

async function one(call: Client, requestId: string, flags: RequestsFlags): Promise<void> {
  const params = { requestId };
  if (flags.withdraw === true) await call(withdrawDeviceRequest, { params });
  if (flags.lists !== undefined) return writeLists(call, requestId, flags.tool, flags.lists);
  const request = await call(getDeviceRequest, { params, query: { page: flags.page } });
  printList(
    { rows: request.rows, total: request.devices },
    [
      { heading: 'DEVICE', of: ({ device }) => device },
      { heading: 'CELLS', number: true, of: ({ cells }) => String(cells) },
      {
        heading: 'TOLD',
        of: ({ outcome, toldAt, toldBy }) =>
          outcome === null ? 'not yet' : `${outcome} ${toldAt?.slice(0, 16).replace('T', ' ') ?? ''} ${toldBy ?? ''}`,
      },
    ],
    { json: flags.json, none: 'It has no devices.' },
  );
}

async function writeLists(call: Client, requestId: string, tool: string | undefined, folder: string): Promise<void> {
  const query = tool === undefined ? {} : { tool: scanTool.parse(tool) };
  const { lists }: ScanLists = await call(getScanLists, { params: { requestId }, query });
  await mkdir(folder, { recursive: true });
  for (const { files } of lists) {
    for (const { name, text } of files) {
      await writeFile(join(folder, name), text);
      process.stdout.write(`${join(folder, name)}\n`);
    }
  }
}
