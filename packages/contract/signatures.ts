import { z } from 'zod';
import { team, timestamp } from './ratio.ts';

// The words of every document that both leads sign. Each kind has its own routes, with its own content.

/** Proof of who signs, given at the signing itself: an open session is not enough. */
export const identityProof = z.discriminatedUnion('method', [
  z.object({ method: z.literal('password'), password: z.string().max(200) }),
]);
export type IdentityProof = z.infer<typeof identityProof>;

/** SHA-256 of the version's content, hexadecimal. */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/);

export const documentSignature = z.object({
  team,
  personId: z.uuid(),
  person: z.string(),
  signedAs: z.enum(['lead', 'deputy']),
  provedBy: z.enum(['password', 'passkey']),
  signedAt: timestamp,
});
export type DocumentSignature = z.infer<typeof documentSignature>;

/**
 * `open` waits for signatures, `in-force` holds, `replaced` held before or was signed by both and followed by another,
 * `left` was never signed by both and a later one was offered.
 */
export const versionState = z.enum(['open', 'in-force', 'replaced', 'left']);
export type VersionState = z.infer<typeof versionState>;

/** A version without its content. */
export const documentVersion = z.object({
  version: z.int().positive(),
  state: versionState,
  hash: contentHash,
  note: z.string(),
  offeredBy: z.string(),
  offeredByTeam: team,
  offeredAt: timestamp,
  /** When the second signature was given; null while one is missing. */
  inForceFrom: timestamp.nullable(),
  signatures: z.array(documentSignature),
});
export type DocumentVersion = z.infer<typeof documentVersion>;

/** What is being written, without its content. */
export const documentDraft = z.object({ revision: z.int().positive(), savedBy: z.string(), savedAt: timestamp });
export type DocumentDraft = z.infer<typeof documentDraft>;

/** The revision that was read, 0 where there was no draft: nobody writes over what they have not seen. */
export const seenRevision = z.int().nonnegative();
export const versionNote = z.string().trim().min(1).max(2000);
/** What one signs: the hash that was shown, so that nobody signs something else than they read. */
export const signBody = z.object({ hash: contentHash, proof: identityProof });
