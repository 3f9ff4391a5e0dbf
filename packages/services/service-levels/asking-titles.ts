const ENDINGS = { signature: ' waits for your signature', approval: ': it waits for your approval' } as const;
/** As the table of messages takes it. */
const MOST_CHARACTERS = 300;

/** The title of a message that asks somebody to act on something: "Version 2 of the rules waits for your signature". */
export function askingTitle(what: string, wanted: keyof typeof ENDINGS): string {
  return what.slice(0, MOST_CHARACTERS - ENDINGS[wanted].length) + ENDINGS[wanted];
}

/** What is left of a title once it is settled: what it is about, and not that it waits. */
export function settledTitle(title: string): string {
  const ending = Object.values(ENDINGS).find((one) => title.endsWith(one));
  return ending === undefined ? title : title.slice(0, -ending.length);
}
