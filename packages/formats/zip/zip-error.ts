/** A ZIP that cannot be written or read; the message says why. */
export class ZipError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ZipError';
  }
}
