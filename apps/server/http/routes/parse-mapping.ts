import { columnMapping } from '@baton/contract/imports.ts';
import { ServiceError } from '@baton/services/service-error.ts';

/** The mapping of columns as it stands in the query: JSON. Absent is undefined. */
export function parseMapping(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined || text === '') return undefined;
  const parsed = columnMapping.safeParse(jsonOrUndefined(text));
  if (parsed.success) return parsed.data;
  throw new ServiceError('invalid', 'The mapping of columns is not JSON of headings and meanings.', {
    where: 'query.mapping',
    hint: 'For example {"Computer":"device","KB":"kb"}.',
  });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
