import type { RulePreview } from '@baton/domain/reconciliation/rules/rule-preview.ts';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { RulesTables } from '../tables/rules.ts';

export type PreviewRecord = Selectable<RulesTables['rule_set_preview']>;

/** The preview of a rule set by the hash of what it says, hexadecimal. */
export async function findPreview(
  db: Database | DatabaseTransaction,
  contentHash: string,
): Promise<PreviewRecord | undefined> {
  return db.selectFrom('rule_set_preview').selectAll().where('content_hash', '=', contentHash).executeTakeFirst();
}

/** Notes that a preview is being made; it takes the place of one made before when it ends. */
export async function beginPreview(trx: DatabaseTransaction, contentHash: string, workId: string): Promise<void> {
  await trx
    .insertInto('rule_set_preview')
    .values({ content_hash: contentHash, work_id: workId, result: null })
    .onConflict((conflict) => conflict.column('content_hash').doUpdateSet({ work_id: workId }))
    .execute();
}

/** Keeps what a preview found; not where another one was begun meanwhile. */
export async function keepPreview(
  db: Database | DatabaseTransaction,
  { contentHash, workId }: { readonly contentHash: string; readonly workId: string },
  result: RulePreview,
): Promise<void> {
  await db
    .updateTable('rule_set_preview')
    .set({ result: JSON.stringify(result), made_at: sql`now()` })
    .where('content_hash', '=', contentHash)
    .where('work_id', '=', workId)
    .execute();
}
