import { type DeliveryRow, getDelivery, listDeliveries, replayDeliveries } from '@baton/contract/connections.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Command, Option } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printJson, printList, tableText } from '../terminal/print-table.ts';
import { findNamed } from './connect-change.ts';

const stamp = (at: string | null): string => at?.slice(0, 19).replace('T', ' ') ?? '';

const COLUMNS: readonly Column<DeliveryRow>[] = [
  { heading: 'QUEUED', of: ({ createdAt }) => stamp(createdAt) },
  { heading: 'CONNECTION', of: ({ connection }) => connection },
  { heading: 'WHAT', of: ({ event }) => event },
  { heading: 'OF', of: ({ title, event, recipient }) => recipient ?? (title === event ? '' : title) },
  { heading: 'STATE', of: ({ state, nextTryAt }) => (state === 'waiting' ? `waiting, ${stamp(nextTryAt)}` : state) },
  { heading: 'ATTEMPTS', number: true, of: ({ attempts }) => String(attempts) },
  { heading: 'WHY', of: ({ problem, hint }) => [problem ?? '', hint ?? ''].join(' ').trim() },
  { heading: 'ID', of: ({ deliveryId }) => deliveryId },
];

interface Flags {
  readonly of?: string;
  readonly state?: 'waiting' | 'sent' | 'failed';
  readonly page: string;
  readonly json?: boolean;
}

/** `baton connect deliveries`: what was sent to other tools; with an id every attempt. */
export function deliveriesCommand(): Command {
  return new Command('deliveries')
    .description('List what was sent to other tools, newest first; with an id, every attempt')
    .argument('[id]', 'one delivery')
    .option('--of <connection>', 'only of this connection')
    .addOption(new Option('--state <state>', 'only these').choices(['waiting', 'sent', 'failed']))
    .option('--page <number>', 'page of 50', '1')
    .option('--json', 'print what the API says')
    .action(async (deliveryId: string | undefined, { of, state, page, json }: Flags) => {
      const call = await connect();
      if (deliveryId !== undefined) return showOne(deliveryId, json);
      const connectionId = of === undefined ? undefined : (await findNamed(call, of)).connectionId;
      const list = await call(listDeliveries, { query: { connectionId, state, page } });
      printList(list, COLUMNS, { json, none: 'Nothing was sent.' });
    });
}

async function showOne(deliveryId: string, json: boolean | undefined): Promise<void> {
  const found = await (await connect())(getDelivery, { params: { deliveryId } });
  if (json === true) return printJson(found);
  type Try = (typeof found.tries)[number];
  const columns: readonly Column<Try>[] = [
    { heading: 'ATTEMPT', number: true, of: ({ attempt }) => String(attempt) },
    { heading: 'AT', of: ({ at }) => stamp(at) },
    { heading: '', of: ({ arrived }) => (arrived ? 'arrived' : 'did not arrive') },
    { heading: 'MS', number: true, of: ({ tookMs }) => String(tookMs) },
    { heading: 'SAID', of: ({ said }) => said },
  ];
  const why = [found.problem ?? '', found.hint ?? ''].join(' ').trim();
  process.stdout.write(`${found.event} by ${found.connection}: ${found.state}${why === '' ? '' : `. ${why}`}\n`);
  process.stdout.write(tableText(found.tries, columns, 'No attempt was made yet.'));
}

/** `baton connect replay`: sends deliveries again. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('Send deliveries again: those named by id, or all that a connection has given up')
    .argument('[ids...]', 'deliveries')
    .option('--failed-of <connection>', 'all that this connection has given up')
    .action(async (ids: readonly string[], { failedOf }: { readonly failedOf?: string }, command: Command) => {
      if ((failedOf === undefined) === (ids.length === 0)) command.error('Give ids, or --failed-of and a connection.');
      const call = await connect();
      const body =
        failedOf === undefined
          ? { deliveryIds: [...ids] }
          : { failedOf: (await findNamed(call, failedOf)).connectionId };
      const { queued } = await call(replayDeliveries, { body });
      process.stdout.write(`${formatCounted(queued, 'delivery', 'deliveries')} on the way again.\n`);
    });
}
