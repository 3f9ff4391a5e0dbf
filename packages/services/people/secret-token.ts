import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as base64url: 43 characters, guessed by nobody. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is kept of a token. A plain SHA-256 is enough for 256 random bits (unlike for a password): there is nothing to
 * guess, and looking a hash up by index does not tell by its time how much of the token was right.
 */
export function hashSecretToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
