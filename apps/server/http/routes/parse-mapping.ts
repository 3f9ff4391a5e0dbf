import { columnMapping } from '@baton/contract/imports.ts';
import { MEANINGS } from '@baton/formats/reports/csv/meaning.ts';
import { ServiceError } from '@baton/services/service-error.ts';

/** The mapping of columns as it stands in the query: JSON. Absent is undefined. */
export function parseMapping(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined || text === '') return undefined;
  const parsed = columnMapping.safeParse(jsonOrUndefined(text));
  if (parsed.success) {
    requireMeanings(parsed.data);
    return parsed.data;
  }
  throw new ServiceError('invalid', 'The mapping of columns is not JSON of headings and meanings.', {
    where: 'query.mapping',
    hint: 'For example {"Computer":"device","KB":"kb"}.',
  });
}

/** A meaning that nobody knows would leave its column out without a word, and with it what speaks against a proof. */
function requireMeanings(mapping: Readonly<Record<string, string>>): void {
  for (const [heading, meaning] of Object.entries(mapping)) {
    if (Object.hasOwn(MEANINGS, meaning)) continue;
    throw new ServiceError(
      'invalid',
      `The mapping gives the column “${heading}” the meaning “${meaning}”, which there is not.`,
      {
        where: 'query.mapping',
        hint: `Meanings are ${Object.keys(MEANINGS).join(', ')}.`,
      },
    );
  }
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
