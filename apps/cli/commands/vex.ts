import { getVex } from '@baton/contract/vex.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';

/** `baton vex > file.json`: what InfoSec confirmed as not affected or fixed. */
export function vexCommand(): Command {
  return new Command('vex')
    .description('Print what InfoSec confirmed as not affected or fixed, as an OpenVEX document')
    .action(async () => printJson(await (await connect())(getVex)));
}
