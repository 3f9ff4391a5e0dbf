import { newSecretToken } from '@baton/services/people/secret-token.ts';

const LASTS_MS = 2 * 60_000;

/**
 * Passes by which this process's own Chromium reads a page once. They are kept in memory and nowhere else: the browser that is
 * given one asks the same process.
 */
export class PrintPasses {
  readonly #expiry = new Map<string, number>();

  make(now = Date.now()): string {
    for (const [token, expiresAt] of this.#expiry) if (expiresAt <= now) this.#expiry.delete(token);
    const token = newSecretToken();
    this.#expiry.set(token, now + LASTS_MS);
    return token;
  }

  /** Whether it is a pass that was not used yet; it is used up now. */
  take(token: string, now = Date.now()): boolean {
    const expiresAt = this.#expiry.get(token);
    this.#expiry.delete(token);
    return expiresAt !== undefined && expiresAt > now;
  }
}
