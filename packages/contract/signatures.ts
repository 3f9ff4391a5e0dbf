import { z } from 'zod';
import { team, timestamp } from './ratio.ts';
import { assertion } from './web-authn.ts';

// The words of every document that both leads sign. Each kind has its own routes, with its own content.

/**
 * Proof of who acts, given with the act itself: an open session is not enough. Where a person has a passkey, only a passkey
 * proves it, by what it answers to a challenge of POST /api/session/proof for this act.
 */
export const identityProof = z.discriminatedUnion('method', [
  z.object({ method: z.literal('password'), password: z.string().max(200) }),
  z.object({ method: z.literal('passkey'), assertion }),
]);
export type IdentityProof = z.infer<typeof identityProof>;

/** SHA-256 of the version's content, hexadecimal. */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/);

/** The one act that a passkey is asked for. Its answer is good for no other. */
export const provedAct = z.discriminatedUnion('kind', [
  /** To sign texts, by their hashes. */
  z.object({ kind: z.literal('sign'), hashes: z.array(contentHash).min(1).max(100) }),
  z.object({ kind: z.literal('change-password') }),
  z.object({ kind: z.literal('add-passkey') }),
  z.object({ kind: z.literal('remove-passkey'), passkeyId: z.uuid() }),
]);
export type ProvedAct = z.infer<typeof provedAct>;

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
