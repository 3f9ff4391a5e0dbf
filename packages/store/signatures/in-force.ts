import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import type { DocumentKey } from './documents.ts';

export interface VersionInForce {
  readonly version: number;
  /** Canonical JSON, as it was signed. */
  readonly content: string;
  readonly hash: Buffer;
  /** When the second of the two signatures was given. */
  readonly inForceFrom: string;
}

/**
 * The newest version with the signatures of both teams at a moment (now, unless told); undefined where none has both. A
 * version that one lead alone signed changes nothing.
 */
export async function readInForce(
  db: Database | DatabaseTransaction,
  { kind, documentId }: DocumentKey,
  at?: string,
): Promise<VersionInForce | undefined> {
  let query = db
    .selectFrom('signed_document_version as v')
    .innerJoin('document_signature as s', (join) =>
      join
        .onRef('s.kind', '=', 'v.kind')
        .onRef('s.document_id', '=', 'v.document_id')
        .onRef('s.version', '=', 'v.version'),
    )
    .where('v.kind', '=', kind)
    .where('v.document_id', '=', documentId);
  if (at !== undefined) query = query.where('s.signed_at', '<=', at);
  return query
    .select(['v.version', 'v.content', 'v.hash'])
    .select((select) => select.fn.max<string>('s.signed_at').as('inForceFrom'))
    .groupBy(['v.version', 'v.content', 'v.hash'])
    .having(sql<number>`count(DISTINCT s.team)`, '=', 2)
    .orderBy('v.version', 'desc')
    .limit(1)
    .modifyEnd(PLANNED_ONCE)
    .executeTakeFirst();
}
