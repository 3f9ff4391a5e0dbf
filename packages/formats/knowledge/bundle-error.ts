/** What can be wrong with a bundle as a whole. A bundle with any of these changes nothing. */
export type BundleFault = 'not-a-bundle' | 'newer-format' | 'cut' | 'too-large' | 'bad-row';

/** A bundle that cannot be used. The message says what is wrong and what to do. */
export class BundleError extends Error {
  readonly code: BundleFault;

  constructor(code: BundleFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BundleError';
    this.code = code;
  }
}
