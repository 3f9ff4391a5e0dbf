export type CompareErrorCode = 'unknown-format' | 'broken-file' | 'wrong-side' | 'not-readable' | 'bad-option';

/** Why a comparison could not begin; the message says what to do. */
export class CompareError extends Error {
  override readonly name = 'CompareError';
  readonly code: CompareErrorCode;

  constructor(code: CompareErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
