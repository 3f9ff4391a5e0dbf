import type { AttributeKind } from '@baton/domain/scope/attribute-kind.ts';
import type { KbStatus } from './kb-columns.ts';
import type { Meaning } from './meaning.ts';

/** What is known of a row beside its cells. */
export interface RowContext {
  readonly line: number;
  readonly excerpt: string;
  /** Reads a time of this column; the column's own order of day and month is known. */
  readonly time: (meaning: Meaning) => { readonly at: string | null; readonly fault: string | null };
  /** The heading of the column with this meaning, as it is written. */
  readonly headingOf: (meaning: Meaning) => string;
  /** The export has columns that list the KBs of a device in one state: a row may name no other update. */
  readonly listsKbs: boolean;
  /** What stands in columns that are headed by a KB, in a table of devices by KBs. */
  readonly kbStatuses: readonly KbStatus[];
  /** Reads a time in the order of day and month that times of install have in this file. */
  readonly timeOf: (raw: string) => string | null;
  /** The export has columns that list the devices of an update in one state: a row may name none. */
  readonly listsDevices: boolean;
  /** What stands in the columns that name the update, of which there may be several: its number, its title. */
  readonly updates: readonly string[];
  /** Kinds of attributes for which the export has columns. */
  readonly attributes: readonly (Meaning & AttributeKind)[];
}
