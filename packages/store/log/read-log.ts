import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '../connection/connect-database.ts';

export interface LogFilter {
  readonly actor?: string | undefined;
  /** Whole, or the part before the point. */
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly team?: Team | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface LogRecord {
  readonly sequence: number;
  readonly entryId: string;
  readonly at: string;
  /** Canonical JSON as it was written. */
  readonly entry: string;
  readonly hash: Buffer;
}

/** A page of the log, newest first, and how many entries fit the filter. */
export async function readLog(
  db: Database,
  filter: LogFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly records: readonly LogRecord[]; readonly total: number }> {
  let query = db.selectFrom('log_link').innerJoin('log_entry', 'log_entry.entry_id', 'log_link.entry_id');
  if (filter.actor !== undefined) query = query.where('actor_id', '=', filter.actor);
  if (filter.subjectKind !== undefined) query = query.where('subject_kind', '=', filter.subjectKind);
  if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId);
  if (filter.team !== undefined) query = query.where('team', '=', filter.team);
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('at', '<', filter.to);
  const { action } = filter;
  if (action !== undefined) {
    query = query.where((where) => where.or([where('action', '=', action), where('action', '^@', `${action}.`)]));
  }
  const records = await query
    .select(['log_link.sequence', 'log_entry.entry_id as entryId', 'log_entry.at', 'log_entry.entry', 'log_link.hash'])
    .orderBy('log_link.sequence', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { records, total };
}

/** Links with their entries after a sequence, oldest first; `entry` is null where the entry is gone. */
export async function readLinksAfter(db: Database, sequence: number, limit: number): Promise<readonly ChainedRecord[]> {
  return db
    .selectFrom('log_link')
    .leftJoin('log_entry', 'log_entry.entry_id', 'log_link.entry_id')
    .select(['log_link.sequence', 'log_link.entry_id as entryId', 'log_link.hash', 'log_entry.entry', 'log_entry.at'])
    .where('log_link.sequence', '>', sequence)
    .orderBy('log_link.sequence')
    .limit(limit)
    .execute();
}

export interface ChainedRecord {
  readonly sequence: number;
  readonly entryId: string;
  readonly hash: Buffer;
  readonly entry: string | null;
  readonly at: string | null;
}

export async function readLogHead(
  db: Database,
): Promise<{ readonly sequence: number; readonly hash: Buffer } | undefined> {
  return db.selectFrom('log_head').select(['sequence', 'hash']).executeTakeFirst();
}

/** Entries that no link holds: written past the chain. */
export async function readUnchainedEntries(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('log_entry')
    .select('entry_id')
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('log_link').select('sequence').whereRef('log_link.entry_id', '=', 'log_entry.entry_id'),
        ),
      ),
    )
    .limit(limit)
    .execute();
  return rows.map((row) => row.entry_id);
}
