import { csvReader } from './csv/csv-reader.ts';
import { debsecanReader } from './debsecan/debsecan-reader.ts';
import { isBinary } from './is-binary.ts';
import { nessusReader } from './nessus/nessus-reader.ts';
import type { ReportReader } from './reader.ts';
import { tenableReader } from './tenable/tenable-reader.ts';

/** Every format that Baton reads. A test fails when a folder beside this file is not in it. */
export const REPORT_READERS: readonly ReportReader[] = [nessusReader, csvReader, debsecanReader, tenableReader];

/** The reader that is surest of the beginning of a file; null where none is, or where it is no text at all. */
export function detectReader(head: Uint8Array, fileName: string): ReportReader | null {
  if (isBinary(head)) return null;
  let best: ReportReader | null = null;
  let bestConfidence = 0;
  for (const reader of REPORT_READERS) {
    const confidence = reader.detect(head, fileName);
    if (confidence > bestConfidence) {
      best = reader;
      bestConfidence = confidence;
    }
  }
  return best;
}

/** A reader by its id; null where there is none. */
export function readerById(id: string): ReportReader | null {
  return REPORT_READERS.find((reader) => reader.id === id) ?? null;
}
