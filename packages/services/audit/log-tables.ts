import { logRow } from '@baton/contract/log.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type ChainedRecord, readLinksAfter } from '@baton/store/log/read-log.ts';
import { csvLine } from '../read-cells/csv-line.ts';

const BATCH = 2000;
/** Some 500 MB a file: a spreadsheet takes a million rows, and a ZIP without ZIP64 4 GiB. */
const MOST_ENTRIES = 500_000;

export const LOG_COLUMNS = [
  'sequence',
  'at',
  'actor_kind',
  'actor',
  'team',
  'action',
  'subject_kind',
  'subject',
  'hash',
  'entry',
] as const;

const told = logRow.pick({ actor: true, action: true, subject: true });

/**
 * One file of the log: entries after those already written, up to a sequence, at most half a million. `entry` is the text that
 * the hash is of, to the letter; it begins with a brace, so nothing is put before it against formulas.
 *
 * @param written moves on as entries are written
 */
export async function* logTables(
  db: Database,
  upTo: number,
  written: { entries: number; newest: string },
): AsyncGenerator<string> {
  yield csvLine(LOG_COLUMNS);
  const end = written.entries + MOST_ENTRIES;
  while (written.entries < end) {
    const batch = (await readLinksAfter(db, written.entries, Math.min(BATCH, end - written.entries))).filter(
      ({ sequence }) => sequence <= upTo,
    );
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch.map(lineOf).join('');
    written.entries = last.sequence;
    written.newest = last.hash.toString('hex');
  }
}

function lineOf({ sequence, at, entry, hash }: ChainedRecord): string {
  const said = told.safeParse(entry === null ? null : parseJson(entry)).data;
  const { actor, action, subject } = said ?? {};
  return csvLine([
    sequence,
    at ?? '',
    actor?.kind ?? '',
    actor?.name ?? '',
    actor?.team ?? '',
    action ?? '',
    subject?.kind ?? '',
    subject?.name ?? subject?.id ?? '',
    hash.toString('hex'),
    entry ?? '',
  ]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
