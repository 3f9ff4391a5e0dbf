import type { Selectable } from 'kysely';
import type { Database } from '../connection/connect-database.ts';
import type { SignatureTables } from '../tables/signatures.ts';

type VersionRow = Selectable<SignatureTables['signed_document_version']>;
type SignatureRow = Selectable<SignatureTables['document_signature']>;

/** Every version of every document that both leads sign, in the order in which they were offered. */
export function readAllVersions(db: Database): Promise<readonly VersionRow[]> {
  return db
    .selectFrom('signed_document_version')
    .selectAll()
    .orderBy('offered_at')
    .orderBy('kind')
    .orderBy('document_id')
    .orderBy('version')
    .execute();
}

/** Every signature, in the order in which they were given. */
export function readAllSignatures(db: Database): Promise<readonly SignatureRow[]> {
  return db
    .selectFrom('document_signature')
    .selectAll()
    .orderBy('signed_at')
    .orderBy('kind')
    .orderBy('document_id')
    .orderBy('version')
    .execute();
}
