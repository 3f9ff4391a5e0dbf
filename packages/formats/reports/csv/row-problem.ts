/** What of a row could not be read; the rest of it counts. */
export interface RowProblem {
  /** The meaning of the column. */
  readonly where: string;
  readonly what: string;
}
