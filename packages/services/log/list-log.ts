import type { LogRow } from '@baton/contract/log.ts';
import { logRow } from '@baton/contract/log.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type LogFilter, type LogRecord, readLog } from '@baton/store/log/read-log.ts';

const writtenEntry = logRow.pick({ actor: true, action: true, subject: true, details: true });

/** A page of the log, newest first. */
export async function listLog(
  db: Database,
  { page, pageSize, ...filter }: LogFilter & { readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: LogRow[]; readonly total: number }> {
  const { records, total } = await readLog(db, filter, { limit: pageSize, offset: (page - 1) * pageSize });
  return { rows: records.map(rowOf), total };
}

function rowOf({ sequence, at, entry, hash }: LogRecord): LogRow {
  return { sequence, at, ...writtenEntry.parse(JSON.parse(entry)), hash: hash.toString('hex') };
}
