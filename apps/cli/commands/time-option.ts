import { CliError } from '../cli-error.ts';

/** A day (from its first moment, UTC) or a time with Z, as ISO-8601. */
export function timeOf(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const at = Date.parse(day);
  if (/Z$/.test(day) && !Number.isNaN(at)) return new Date(at).toISOString();
  throw new CliError('bad-option', `“${text}” is no day: write 2027-01-31, or a time such as 2027-01-31T18:00:00Z.`);
}
