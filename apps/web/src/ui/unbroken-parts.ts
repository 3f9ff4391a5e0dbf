interface Part {
  /** Where it begins. */
  readonly at: number;
  readonly text: string;
  readonly isName: boolean;
}

/** Longer than this a name may break, or it would not fit into a narrow column. */
const LONGEST = 28;

/** "EX-12", "SRV-SQL-000012", "1.21.1-2.el9_4": words with a hyphen and a digit; and "cycle 3". */
const NAME = /[Cc]ycle \d+|(?=\S*\d)[\p{L}\d][^\s-]*(?:-[^\s-]+)+/gu;

/** Cuts a text into names of exceptions, remediations, devices and cycles, and what stands between them. */
export function unbrokenParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: name, index } of text.matchAll(NAME)) {
    if (name.length > LONGEST) continue;
    if (index > from) parts.push({ at: from, text: text.slice(from, index), isName: false });
    parts.push({ at: index, text: name, isName: true });
    from = index + name.length;
  }
  if (from < text.length) parts.push({ at: from, text: text.slice(from), isName: false });
  return parts;
}
