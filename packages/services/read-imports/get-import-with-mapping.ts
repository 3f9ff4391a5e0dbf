import type { Database } from '@baton/store/connection/connect-database.ts';
import { findDelivery } from '@baton/store/evidence/deliveries.ts';
import { findSourceById } from '@baton/store/evidence/sources.ts';
import { readHead } from '../import-report/read-head.ts';
import { pathOfFile } from '../import-report/spool-file.ts';
import { proposalOf } from '../inspect-report/inspect-report.ts';
import { getImport } from './list-imports.ts';

/** One delivery, for a CSV with what its columns were taken to mean. */
export async function getImportWithMapping(db: Database, dataFolder: string, importId: string) {
  const detail = await getImport(db, importId);
  if (detail.format !== 'csv') return { ...detail, mapping: null };
  const record = await findDelivery(db, importId);
  const source = detail.sourceId === null ? undefined : await findSourceById(db, detail.sourceId);
  // The file of an import that failed is gone; so is what its columns were.
  const head = await readHead(pathOfFile(dataFolder, detail.sha256)).catch(() => null);
  return {
    ...detail,
    mapping: head === null ? null : proposalOf(head, record?.told.mapping ?? source?.mapping ?? null),
  };
}
