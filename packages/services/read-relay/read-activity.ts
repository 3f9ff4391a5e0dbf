import type { ActivityEntry } from '@baton/contract/remediations.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readActivity } from '@baton/store/relay/history.ts';
import { describeEvent, requireRemediation } from './read-remediation.ts';

/** A page of everything that happened to a remediation, newest first. */
export async function readActivityPage(
  db: Database,
  remediationId: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ rows: ActivityEntry[]; total: number }> {
  await requireRemediation(db, remediationId);
  const { rows, total } = await readActivity(db, remediationId, { limit: pageSize, offset: (page - 1) * pageSize });
  return { rows: rows.map(describeEvent), total };
}
