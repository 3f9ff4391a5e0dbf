export type FormatErrorCode = 'empty' | 'cut' | 'malformed' | 'other-format' | 'too-large' | 'option-missing';

/** Why a whole file could not be read. Nothing of it counts. The message says what was wrong, where, and what to do. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly code: FormatErrorCode;
  /** Line from 1, where one is known. */
  readonly line: number | null;

  constructor(code: FormatErrorCode, message: string, line: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.line = line;
  }
}
