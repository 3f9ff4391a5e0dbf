/** What can go wrong at start, before there is anybody to answer. */
export type ServerErrorCode = 'bad-configuration' | 'port-in-use' | 'web-missing';

/** The server's one error. Its message is what the operator reads before the process ends. */
export class ServerError extends Error {
  readonly code: ServerErrorCode;

  constructor(code: ServerErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'ServerError';
    this.code = code;
  }
}
