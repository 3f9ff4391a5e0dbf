/** A part of a retrospective on paper or in a terminal: a table, or sentences. */
export interface ReviewSection {
  readonly title: string;
  /** Said under the title. */
  readonly note?: string;
  readonly table?: ReviewTable;
  readonly lines?: readonly string[];
}

export interface ReviewTable {
  readonly heads: readonly string[];
  /** Places of the columns that are numbers. */
  readonly numbers: readonly number[];
  readonly rows: readonly (readonly string[])[];
}
