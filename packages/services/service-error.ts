/** What kind of refusal a code is; the HTTP edge maps kinds to statuses in one place. */
export type ErrorKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'gone'
  | 'too-many'
  | 'too-large'
  | 'unavailable';

/** Every code that a service refuses with, and its kind. An area adds its own lines. */
export const SERVICE_ERRORS = {
  'not-signed-in': 'unauthenticated',
  'wrong-credentials': 'unauthenticated',
  'passkey-needed': 'forbidden',
  'passkeys-unavailable': 'conflict',
  'too-many-attempts': 'too-many',
  'not-permitted': 'forbidden',
  'not-found': 'not-found',
  conflict: 'conflict',
  invalid: 'invalid',
  'link-unusable': 'gone',
  'account-exists': 'conflict',
  'last-lead': 'conflict',
  'address-refused': 'forbidden',
  'too-large': 'too-large',
  unreachable: 'unavailable',
  'work-ended': 'conflict',
  'work-cancelled': 'conflict',
  'baton-moved': 'conflict',
  'relay-refused': 'conflict',
  'deployer-cannot-verify': 'forbidden',
  'key-file-unusable': 'unavailable',
  'no-printer': 'unavailable',
  'tool-refused': 'conflict',
} as const satisfies Record<string, ErrorKind>;

export type ServiceErrorCode = keyof typeof SERVICE_ERRORS;

export interface ErrorPlace {
  /** Where: `body.email`, `line 12`, a path. */
  readonly where?: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The one error of services: a refusal that a person is shown. What is not one of these is a fault of ours. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;
  readonly where: string | undefined;
  readonly hint: string | undefined;

  constructor(code: ServiceErrorCode, message: string, { where, hint, cause }: ErrorPlace = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ServiceError';
    this.code = code;
    this.where = where;
    this.hint = hint;
  }

  get kind(): ErrorKind {
    return SERVICE_ERRORS[this.code];
  }
}
