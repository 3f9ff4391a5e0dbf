/** Bytes of a feed, from a file, an upload or a response. */
export type FeedSource = AsyncIterable<Uint8Array>;

/** What a feed's reader yields: a row in our words, or a problem beside it. One bad row never loses the others. */
export type FeedItem<Row> =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'problem'; readonly line: number | null; readonly what: string };

export interface FeedOptions {
  readonly signal?: AbortSignal;
}

export function feedRow<Row>(row: Row): FeedItem<Row> {
  return { kind: 'row', row };
}

export function feedProblem(line: number | null, what: string): FeedItem<never> {
  return { kind: 'problem', line, what };
}
