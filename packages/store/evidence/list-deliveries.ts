import type { Team } from '@baton/domain/evidence/team.ts';
import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';
import type { ReportState } from '../tables/evidence.ts';

export interface DeliveryFilter {
  readonly importId?: string | undefined;
  readonly team?: Team | undefined;
  readonly state?: ReportState | undefined;
}

const SORTS = {
  at: 'r.created_at',
  fileName: 'r.file_name',
  bytes: 'r.bytes',
  devices: 'r.devices',
  problems: 'r.problems',
} as const;

/** Deliveries as lists show them, newest first unless told. */
export async function listDeliveries(
  db: Database,
  filter: DeliveryFilter,
  page: { readonly limit: number; readonly offset: number; readonly sort?: string | undefined },
) {
  let found = db.selectFrom('report as r');
  if (filter.importId !== undefined) found = found.where('r.report_id', '=', filter.importId);
  if (filter.team !== undefined) found = found.where('r.team', '=', filter.team);
  if (filter.state !== undefined) found = found.where('r.state', '=', filter.state);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const sort = (page.sort ?? '-at').replace(/^-/, '');
  const column = sort in SORTS ? SORTS[sort as keyof typeof SORTS] : SORTS.at;
  const rows = await found
    .leftJoin('source as s', 's.source_id', 'r.source_id')
    .leftJoin('work as w', (join) =>
      join.onRef('w.subject_id', '=', sql`r.report_id::text`).on('w.kind', '=', 'import'),
    )
    .selectAll('r')
    .select(['s.name as source_name', 'w.done_units', 'w.work_id'])
    .select(
      sql<number | null>`(SELECT CASE WHEN bool_and(k.cells_changed IS NOT NULL) THEN sum(k.cells_changed) END::bigint
        FROM report_chunk k WHERE k.report_id = r.report_id)`.as('cells_changed'),
    )
    .orderBy(column, (page.sort ?? '-at').startsWith('-') ? 'desc' : 'asc')
    .orderBy('r.report_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total };
}

export type ListedDelivery = Awaited<ReturnType<typeof listDeliveries>>['rows'][number];

export async function listProblems(
  db: Database,
  reportId: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: { line: number | null; where: string | null; what: string }[]; total: number }> {
  const found = db.selectFrom('import_problem').where('report_id', '=', reportId);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await found
    .select(['line', 'place as where', 'what'])
    .orderBy('ordinal')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total };
}
