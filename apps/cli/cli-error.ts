export type CliErrorCode = 'no-profile' | 'bad-profile' | 'bad-option' | 'bad-file' | 'no-answer' | 'passkey-needed';

/** Why a command could not begin; the message says what to do. */
export class CliError extends Error {
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CliError';
    this.code = code;
  }
}
