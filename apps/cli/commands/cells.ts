import { type CellRow, exportCells, listCells } from '@baton/contract/cells.ts';
import { bridgePart, causeId, owner, verdict } from '@baton/contract/ratio.ts';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod';
import { connect } from '../server/connect.ts';
import { download } from '../server/download.ts';
import { type Column, printList } from '../terminal/print-table.ts';
import { type ViewFlags, withView } from '../terminal/view-options.ts';

interface Flags extends ViewFlags {
  readonly verdict?: z.infer<typeof verdict>;
  readonly cause?: z.infer<typeof causeId>;
  readonly part?: z.infer<typeof bridgePart>;
  readonly owner?: z.infer<typeof owner>;
  readonly fix?: string;
  readonly search?: string;
  readonly page: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const COLUMNS: readonly Column<CellRow>[] = [
  { heading: 'DEVICE', of: (row) => row.device },
  { heading: 'FIX', of: (row) => row.fix },
  { heading: 'VERDICT', of: (row) => row.verdict },
  { heading: 'CAUSE', of: (row) => row.causeLabel ?? '' },
  { heading: 'IT', of: ({ it }) => `${it.what}, ${it.detail}` },
  { heading: 'INFOSEC', of: ({ infosec }) => `${infosec.what}, ${infosec.detail}` },
  { heading: 'NEXT', of: (row) => row.nextAction ?? '' },
];

/** `baton cells`: devices and fixes with both sides’ evidence. */
export function cellsCommand(): Command {
  return withView(new Command('cells').description('List cells (a device and a fix) with both sides’ evidence'))
    .addOption(new Option('--verdict <verdict>').choices([...verdict.options]))
    .option('--cause <cause>', 'id of a cause, as "baton rules show" lists them', causeOf)
    .addOption(new Option('--part <part>', 'part of the bridge').choices([...bridgePart.options]))
    .addOption(new Option('--owner <owner>', 'who moves next').choices([...owner.options]))
    .option('--fix <fix>', 'only of this fix: "KB5044273"')
    .option('--search <text>', 'part of a device’s or fix’s name')
    .option('--page <number>', 'page of 50', '1')
    .option('--csv', 'print every cell of the scope and day as CSV, for auditors; of the filters only --verdict counts')
    .option('--json', 'print what the API says')
    .action(async ({ json, csv, ...query }: Flags) => {
      if (csv === true)
        return download(exportCells, { query: { scope: query.scope, day: query.day, verdict: query.verdict } });
      const call = await connect();
      printList(await call(listCells, { query }), COLUMNS, { json, none: 'There are no such cells.' });
    });
}

function causeOf(text: string): z.infer<typeof causeId> {
  const parsed = causeId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('There is no such cause. "baton rules show" lists them.');
}
