import type { Team } from '@baton/domain/evidence/team.ts';
import { inspectCsv, refusalOfCsv } from '@baton/formats/reports/csv/csv-reader.ts';
import { MEANINGS } from '@baton/formats/reports/csv/meaning.ts';
import { applyMapping } from '@baton/formats/reports/csv/propose-mapping.ts';
import { FormatError } from '@baton/formats/reports/format-error.ts';
import { nameForeignFile } from '@baton/formats/reports/name-foreign-file.ts';
import { detectReader } from '@baton/formats/reports/registry.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findSource } from '@baton/store/evidence/sources.ts';

type Mapping = Readonly<Record<string, string>>;

/** Recognises a file from its beginning; for a CSV with the meaning of each column, as remembered for its source. */
export async function inspectReport(
  db: Database,
  head: Uint8Array,
  { fileName, source }: { readonly fileName: string; readonly source?: string | undefined },
) {
  const reader = detectReader(head, fileName);
  const unread = { format: null, title: null, team: null, needsDevice: false, mapping: null };
  if (reader === null) return { ...unread, refusal: nameForeignFile(head) || null };
  const refusal = reader.id === 'csv' ? refusalOf(head) : null;
  if (refusal !== null) return { ...unread, refusal };
  const [only, another] = reader.sides;
  const team: Team | null = only !== undefined && another === undefined ? only : null;
  const remembered = source === undefined ? null : ((await findSource(db, team ?? 'it', source))?.mapping ?? null);
  return {
    format: reader.id,
    title: reader.title,
    team,
    needsDevice: reader.needsDevice,
    mapping: reader.id === 'csv' ? proposalOf(head, remembered) : null,
    refusal: null,
  };
}

function refusalOf(head: Uint8Array): string | null {
  try {
    return refusalOfCsv(head);
  } catch (error) {
    // The beginning is no table yet: the reader says what it lacks.
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** What columns are taken to mean, and all that they could; null where the beginning is no table. */
export function proposalOf(head: Uint8Array, corrected: Mapping | null) {
  try {
    const columns = applyMapping(inspectCsv(head, Object.keys(corrected ?? {})), corrected ?? {});
    return {
      columns: columns.map(({ heading, meaning, confidence, samples }) => ({
        heading,
        meaning,
        confidence,
        samples: [...samples],
      })),
      meanings: Object.entries(MEANINGS).map(([id, label]) => ({ id, label })),
    };
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
