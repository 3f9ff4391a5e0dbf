import pg from 'pg';
import { StoreError } from '../store-error.ts';

const { builtins } = pg.types;

/**
 * How values of the wire become values of ours. Times stay text (ISO-8601 with Z, to the microsecond) because `Date` cuts
 * them to milliseconds and dates to the server's zone; counts become numbers, and a count too large for one is an error,
 * not a rounded number.
 */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.TIMESTAMPTZ]: parseTimestamp,
  [builtins.DATE]: (text) => text,
  [builtins.INT8]: parseInteger,
};

/** For `new Pool({ types })`: our parsers, and pg's own for every other type. */
export const columnParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    const own = format === 'binary' ? undefined : parsers[oid];
    return own ?? pg.types.getTypeParser(oid, format);
  },
};

/** `2026-11-23 19:53:47.123456+00` (the session's zone is UTC) → `2026-11-23T19:53:47.123456Z`. */
function parseTimestamp(text: string): string {
  if (!text.endsWith('+00') || text.length < 22) {
    throw new StoreError('unreadable-value', `The database sent the time "${text}", which is not in UTC.`);
  }
  return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`;
}

function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new StoreError('integer-too-large', `The database sent the integer ${text}, which is beyond 2^53.`);
  }
  return value;
}
