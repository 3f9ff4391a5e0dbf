import { endTrack, listTracks, openTrack, syncTrack, type Track } from '@baton/contract/tracks.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';
import { findNamed } from './connect-change.ts';
import { findRemediation } from './find-remediation.ts';

const COLUMNS: readonly Column<Track>[] = [
  { heading: 'ISSUE', of: ({ key }) => key ?? 'not made yet' },
  { heading: 'IN', of: ({ connection }) => connection },
  { heading: 'STATE THERE', of: ({ remoteState }) => remoteState ?? '' },
  { heading: 'UP TO DATE', of: ({ syncedAt }) => syncedAt?.slice(0, 16).replace('T', ' ') ?? 'never' },
  { heading: 'WHAT IS WRONG', of: ({ problem, hint }) => [problem ?? '', hint ?? ''].join(' ').trim() },
  { heading: 'ADDRESS', of: ({ url }) => url ?? '' },
];

/** `baton connect track FIX`: a remediation's issues in other tools. */
export function trackCommand(): Command {
  return new Command('track')
    .description('Show a remediation’s issues in other tools; open, link, update or unlink one')
    .argument('<fix>', 'the fix, or the remediation’s id')
    .option('--open <connection>', 'open an issue there')
    .option('--key <key>', 'with --open: link this one, which is there already')
    .option('--sync <connection>', 'bring the one there up to date now')
    .option('--unlink <connection>', 'unlink the one there; it stays as it is')
    .option('--json', 'print what the API says')
    .action(async (fix: string, { open, key, sync, unlink, json }: Flags) => {
      const call = await connect();
      const { id } = await findRemediation(call, fix);
      const params = { remediationId: id };
      if (open !== undefined) {
        const { connectionId } = await findNamed(call, open);
        await call(openTrack, { params, body: { connectionId, ...(key === undefined ? {} : { key }) } });
      }
      const trackIn = async (name: string): Promise<{ readonly trackId: string }> => {
        const { connectionId } = await findNamed(call, name);
        const found = (await call(listTracks, { params })).rows.find((row) => row.connectionId === connectionId);
        if (found) return { trackId: found.trackId };
        throw new CliError('bad-option', `${fix} has no issue in ${name}.`);
      };
      if (sync !== undefined) await call(syncTrack, { params: await trackIn(sync) });
      if (unlink !== undefined) await call(endTrack, { params: await trackIn(unlink) });
      const { rows, offered } = await call(listTracks, { params });
      const where = offered.map(({ name }) => name).join(', ');
      const none = `${fix} has no issue in another tool.${where === '' ? '' : ` It can have one in ${where}.`}`;
      printList({ rows, total: rows.length }, COLUMNS, { json, none });
    });
}

interface Flags {
  readonly open?: string;
  readonly key?: string;
  readonly sync?: string;
  readonly unlink?: string;
  readonly json?: boolean;
}
