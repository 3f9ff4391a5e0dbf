import type { Insertable, Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { AttachmentTable } from '../tables/relay.ts';

export type AttachmentRecord = Selectable<AttachmentTable>;

export async function insertAttachment(trx: DatabaseTransaction, file: Insertable<AttachmentTable>): Promise<void> {
  await trx.insertInto('attachment').values(file).execute();
}

/** One file with its bytes. */
export async function findAttachment(db: Database, attachmentId: string): Promise<AttachmentRecord | undefined> {
  return db.selectFrom('attachment').selectAll().where('attachment_id', '=', attachmentId).executeTakeFirst();
}
