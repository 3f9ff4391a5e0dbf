import { readTimeline, type TimelineEntry } from '@baton/contract/remediation-acts.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';
import { findRemediation } from './find-remediation.ts';

const COLUMNS: readonly Column<TimelineEntry>[] = [
  { heading: 'TIME', of: ({ at }) => at.slice(0, 16).replace('T', ' ') },
  { heading: 'WHAT', of: ({ kind }) => kind },
  { heading: 'ENTRY', of: ({ sentence }) => sentence },
  { heading: 'NOTE', of: ({ note }) => note ?? '' },
  { heading: 'FILE', of: ({ attachment }) => attachment?.id ?? '' },
];

/** `baton remediation timeline`: everything that happened, newest first. */
export function remediationTimelineCommand(): Command {
  return new Command('timeline')
    .description('List everything that happened: acts, deadlines that moved, pauses, requests')
    .argument('<fix>', 'the fix or the id of the remediation')
    .option('--json', 'print what the API says')
    .action(async (fix: string, { json }: { readonly json?: boolean }) => {
      const call = await connect();
      const { id } = await findRemediation(call, fix);
      const timeline = await call(readTimeline, { params: { remediationId: id }, query: { pageSize: 500 } });
      printList(timeline, COLUMNS, { json, none: 'Nothing has happened.' });
    });
}
