import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { SignatureTables } from '../tables/signatures.ts';

/** Which document: the charter; the policy "default" of the service levels. */
export interface DocumentKey {
  readonly kind: string;
  readonly documentId: string;
}

export type DraftRow = Selectable<SignatureTables['signed_document_draft']>;
export type VersionRow = Selectable<SignatureTables['signed_document_version']>;
export type SignatureRow = Selectable<SignatureTables['document_signature']>;

/** The draft; in a transaction locked to its end, so that two who save or offer it come one after the other. */
export async function findDraft(
  db: Database | DatabaseTransaction,
  { kind, documentId }: DocumentKey,
): Promise<DraftRow | undefined> {
  const query = db
    .selectFrom('signed_document_draft')
    .selectAll()
    .where('kind', '=', kind)
    .where('document_id', '=', documentId);
  return (db.isTransaction ? query.forUpdate() : query).executeTakeFirst();
}

/** Writes the draft over the one with the revision before; answers whether that one was still there. */
export async function writeDraft(trx: DatabaseTransaction, draft: DraftRow): Promise<boolean> {
  const written =
    draft.revision === 1
      ? await trx
          .insertInto('signed_document_draft')
          .values(draft)
          .onConflict((conflict) => conflict.doNothing())
          .returning('revision')
          .executeTakeFirst()
      : await trx
          .updateTable('signed_document_draft')
          .set(draft)
          .where('kind', '=', draft.kind)
          .where('document_id', '=', draft.document_id)
          .where('revision', '=', draft.revision - 1)
          .returning('revision')
          .executeTakeFirst();
  return written !== undefined;
}

export async function deleteDraft(trx: DatabaseTransaction, { kind, documentId }: DocumentKey): Promise<void> {
  await trx
    .deleteFrom('signed_document_draft')
    .where('kind', '=', kind)
    .where('document_id', '=', documentId)
    .execute();
}

/** Every version, newest first, with its signatures in the order they were given. */
export async function readVersions(
  db: Database | DatabaseTransaction,
  { kind, documentId }: DocumentKey,
): Promise<readonly (VersionRow & { readonly signatures: readonly SignatureRow[] })[]> {
  const versions = await db
    .selectFrom('signed_document_version')
    .selectAll()
    .where('kind', '=', kind)
    .where('document_id', '=', documentId)
    .orderBy('version', 'desc')
    .execute();
  const signatures = await db
    .selectFrom('document_signature')
    .selectAll()
    .where('kind', '=', kind)
    .where('document_id', '=', documentId)
    .orderBy('signed_at')
    .execute();
  return versions.map((version) => ({
    ...version,
    signatures: signatures.filter((one) => one.version === version.version),
  }));
}

export async function insertVersion(trx: DatabaseTransaction, version: VersionRow): Promise<boolean> {
  const inserted = await trx
    .insertInto('signed_document_version')
    .values(version)
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  return inserted !== undefined;
}

/**
 * Locks a version to the end of the transaction: of two leads who sign at once, the second sees the first's signature and
 * so knows that the version is in force.
 */
export async function lockVersion(trx: DatabaseTransaction, { kind, documentId }: DocumentKey, version: number) {
  return trx
    .selectFrom('signed_document_version')
    .selectAll()
    .where('kind', '=', kind)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertSignature(trx: DatabaseTransaction, signature: SignatureRow): Promise<void> {
  await trx.insertInto('document_signature').values(signature).execute();
}
