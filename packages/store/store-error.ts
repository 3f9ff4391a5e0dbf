/** What can go wrong in the store itself, apart from the database's own errors, which come in `cause`. */
export type StoreErrorCode =
  | 'schema-newer'
  | 'data-folder-in-use'
  | 'data-folder-unusable'
  | 'disk-full'
  | 'postgres-version'
  | 'postgres-missing'
  | 'postgres-failed'
  | 'database-unreachable'
  | 'migration-changed'
  | 'migration-failed'
  | 'migration-misnamed'
  | 'integer-too-large'
  | 'unreadable-value'
  | 'log-broken';

/** The store's one error: what was wrong, where, and what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
