import type { DocumentDraft, DocumentVersion, VersionState } from '@baton/contract/signatures.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type DocumentKey, findDraft, readVersions } from '@baton/store/signatures/documents.ts';

/** A document as it stands. `content` is what JSON.parse gives: whoever owns the kind parses it by its schema. */
export interface ReadDocument {
  readonly draft: (DocumentDraft & { readonly content: unknown }) | null;
  /** Newest first. */
  readonly versions: readonly (DocumentVersion & { readonly content: unknown })[];
}

/** The draft and every version with its signatures and what became of it. */
export async function readDocument(db: Database, key: DocumentKey): Promise<ReadDocument> {
  const draft = await findDraft(db, key);
  const rows = await readVersions(db, key);
  const signedByBoth = rows.filter(({ signatures }) => signatures.length === 2).map(({ version }) => version);
  const stateOf = (version: number): VersionState => {
    if (version === signedByBoth[0]) return 'in-force';
    if (signedByBoth.includes(version)) return 'replaced';
    return version === rows[0]?.version ? 'open' : 'left';
  };
  return {
    draft:
      draft === undefined
        ? null
        : {
            revision: draft.revision,
            savedBy: draft.saved_by,
            savedAt: draft.saved_at,
            content: JSON.parse(draft.content),
          },
    versions: rows.map((row) => ({
      version: row.version,
      state: stateOf(row.version),
      hash: row.hash.toString('hex'),
      note: row.note,
      offeredBy: row.offered_by,
      offeredByTeam: row.offered_by_team,
      offeredAt: row.offered_at,
      inForceFrom: row.signatures.length === 2 ? (row.signatures.at(-1)?.signed_at ?? null) : null,
      content: JSON.parse(row.content),
      signatures: row.signatures.map((one) => ({
        team: one.team,
        personId: one.person_id,
        person: one.person_name,
        signedAs: one.signed_as,
        provedBy: one.proved_by,
        signedAt: one.signed_at,
      })),
    })),
  };
}
