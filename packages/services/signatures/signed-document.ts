import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { DocumentKey } from '@baton/store/signatures/documents.ts';
import type { VersionInForce } from '@baton/store/signatures/in-force.ts';

/**
 * A document that both leads sign, version by version: the charter, a policy of service levels. An area describes its own
 * and hands it to saveDraft, offerVersion, signVersion and readDocument, which are the same for all.
 */
export interface SignedDocument extends DocumentKey {
  /** As sentences name it: "the charter". */
  readonly name: string;
  /** Refuses, with a ServiceError, what must not be offered for signing. Called with what JSON.parse gives. */
  readonly check: (content: unknown) => void;
  /** What follows when a version comes into force, in the transaction of the second signature. */
  readonly cameIntoForce?: (trx: DatabaseTransaction, inForce: VersionInForce) => Promise<void>;
}
