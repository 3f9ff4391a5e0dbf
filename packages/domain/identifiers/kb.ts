/** A number of a Microsoft knowledge base article: six or seven digits today; five digits occur before 2000. */
const DIGITS = '\\d{6,7}';
const MARKED = new RegExp(`(?<![a-z0-9])kb[\\s:_#-]{0,2}(${DIGITS})(?!\\d)`, 'gi');
/** Older tools of Microsoft and others mark the number with a Q: "Q5044273". Only where nothing else stands in the cell. */
const BARE = new RegExp(`^Q?(${DIGITS})$`, 'i');

/** "KB5044273" from "KB5044273", "kb 5044273", "5044273"; null where the text is not exactly one KB. */
export function parseKb(text: string): string | null {
  const trimmed = text.trim();
  const bare = BARE.exec(trimmed);
  if (bare !== null) return `KB${bare[1]}`;
  const [only, ...more] = kbsIn(trimmed);
  return only !== undefined && more.length === 0 && trimmed.length <= only.length + 2 ? only : null;
}

/** All KBs named in a text such as a title, each once, in order of first mention. Bare numbers in a text are not KBs. */
export function kbsIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(MARKED)) found.add(`KB${match[1]}`);
  return [...found];
}

/**
 * All KBs of a cell that holds nothing but KBs, with or without the letters: "5044273, 5043064", "KB5044273;5043064".
 * A text with anything else in it answers as `kbsIn` does.
 */
export function kbsOfList(text: string): readonly string[] {
  const parts = text.split(/[\s,;|/]+/).filter((part) => part !== '' && !/^kb$/i.test(part));
  const kbs = parts.map(parseKb);
  return kbs.every((kb) => kb !== null) ? [...new Set(kbs)] : kbsIn(text);
}
