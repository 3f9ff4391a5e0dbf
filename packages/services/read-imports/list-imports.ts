import type { ImportRow } from '@baton/contract/imports.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type ListedDelivery, listDeliveries, listProblems } from '@baton/store/evidence/list-deliveries.ts';
import { ServiceError } from '../service-error.ts';

export interface ImportQuery {
  readonly team?: Team | undefined;
  readonly state?: ImportRow['state'] | undefined;
  readonly page: number;
  readonly pageSize: number;
  readonly sort?: string | undefined;
}

/** Deliveries, newest first. */
export async function listImports(db: Database, { page, pageSize, sort, team, state }: ImportQuery) {
  // A delivery that was known already has no row of its own.
  if (state === 'already-known') return { rows: [], total: 0 };
  const { rows, total } = await listDeliveries(
    db,
    { team, state },
    { limit: pageSize, offset: (page - 1) * pageSize, sort },
  );
  return { rows: rows.map(rowOf), total };
}

export async function readImport(db: Database, importId: string): Promise<ImportRow> {
  return rowOf(await find(db, importId));
}

const FIRST_PROBLEMS = 20;

/** One delivery with its first problems and the frame of what it looked at. */
export async function getImport(db: Database, importId: string) {
  const record = await find(db, importId);
  const problems = await listProblems(db, importId, { limit: FIRST_PROBLEMS, offset: 0 });
  return { ...rowOf(record), firstProblems: problems.rows, scope: scopeOf(record) };
}

export async function listImportProblems(
  db: Database,
  importId: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
) {
  await find(db, importId);
  return listProblems(db, importId, { limit: pageSize, offset: (page - 1) * pageSize });
}

async function find(db: Database, importId: string): Promise<ListedDelivery> {
  const [record] = (await listDeliveries(db, { importId }, { limit: 1, offset: 0 })).rows;
  if (record === undefined)
    throw new ServiceError('not-found', 'There is no such import.', { where: 'params.importId' });
  return record;
}

function rowOf(record: ListedDelivery): ImportRow {
  const done = record.state === 'done' ? record.bytes : Math.min(record.done_units ?? 0, record.bytes);
  return {
    importId: record.report_id,
    fileName: record.file_name,
    bytes: record.bytes,
    sha256: record.sha256,
    format: record.format,
    sourceId: record.source_id,
    sourceName: record.source_name,
    team: record.team,
    state: record.state,
    progress: { numerator: done, denominator: record.bytes },
    devices: record.devices,
    newDevices: record.new_devices,
    claims: record.claims,
    problems: record.problems,
    cellsChanged: record.cells_changed,
    error: record.error,
    by: record.imported_by_name,
    at: record.created_at,
  };
}

function scopeOf(record: ListedDelivery) {
  if (record.scope === null || record.team === 'it') return null;
  return {
    policy: record.scope.policy,
    from: record.looked_from,
    to: record.looked_to,
    authenticated: record.authenticated,
    notAuthenticated: record.not_authenticated,
  };
}
