import type { ErrorAnswer } from '@baton/contract/error.ts';
import { BundleError } from '@baton/formats/knowledge/bundle-error.ts';
import { FormatError } from '@baton/formats/reports/format-error.ts';
import { type ErrorKind, ServiceError } from '@baton/services/service-error.ts';

/** The one place where errors become HTTP. */
const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

export interface AnsweredError {
  readonly status: number;
  readonly body: ErrorAnswer;
  /** A fault of ours: logged with its stack. */
  readonly fault: boolean;
}

/** What a caller is told of an error. A fault of ours is told by its id only; the log has the rest. */
export function answerError(error: unknown, id: string): AnsweredError {
  if (error instanceof ServiceError) {
    const { code, message, where, hint } = error;
    const body = {
      error: { code, message, ...(where === undefined ? {} : { where }), ...(hint === undefined ? {} : { hint }), id },
    };
    return { status: STATUS_OF_KIND[error.kind], body, fault: false };
  }
  if (error instanceof FormatError || error instanceof BundleError) {
    const line = error instanceof FormatError && error.line !== null ? { where: `line ${error.line}` } : {};
    return { status: 422, body: { error: { code: error.code, message: error.message, ...line, id } }, fault: false };
  }
  const status = statusOfFramework(error);
  if (status !== undefined && error instanceof Error) {
    return { status, body: { error: { code: 'invalid', message: error.message, id } }, fault: false };
  }
  if (isUnkeepableText(error)) {
    const message = 'A text of the request holds a character that cannot be kept (U+0000, or half of a pair).';
    return { status: 400, body: { error: { code: 'invalid', message, id } }, fault: false };
  }
  if (isDatabaseAway(error)) {
    const message = 'The database does not answer just now.';
    return {
      status: 503,
      body: { error: { code: 'database-away', message, hint: 'Try again in a moment.', id } },
      fault: true,
    };
  }
  const message = 'Baton failed to do this. Nothing was changed.';
  const hint = `The server’s log has the reason under ${id}.`;
  return { status: 500, body: { error: { code: 'fault', message, hint, id } }, fault: true };
}

/** Fastify's own refusals: a body that is not JSON (400), too large (413), of another type (415). */
function statusOfFramework(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}

/** SQLSTATE 22021 character_not_in_repertoire, 22P05 untranslatable_character: PostgreSQL's texts have no U+0000. */
function isUnkeepableText(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && /^(22021|22P05)$/.test(String(error.code));
}

const DATABASE_AWAY: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
]);

/** A connection refused or cut, or a PostgreSQL that starts or stops (SQLSTATE 57P…, 08…). */
function isDatabaseAway(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && DATABASE_AWAY.has(String(error.code));
}
