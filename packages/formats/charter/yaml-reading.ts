import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';

export interface LineProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly what: string;
}

/** Something with a place in the text. */
type Placed = Pick<Node, 'range'>;

/**
 * A YAML text read by the names that are expected, with every problem kept by its line: what is missing, what is not
 * known, what is of another kind. Aliases and tags are not followed, so that a text is no larger than it looks.
 */
export class YamlReading {
  readonly problems: LineProblem[] = [];
  readonly #lines = new LineCounter();
  readonly #contents: unknown;

  constructor(text: string) {
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, schema: 'failsafe' });
    for (const { pos, message } of document.errors) this.problems.push({ line: this.#lineAt(pos[0]), what: message });
    this.#contents = document.contents;
  }

  problem(at: Placed | null, what: string): void {
    this.problems.push({ line: this.#lineAt(at?.range?.[0] ?? 0), what });
  }

  /** The map that the text is; null, with the problem kept, where it is something else. */
  root(names: readonly string[]): YAMLMap | null {
    if (this.problems.length > 0) return null;
    if (!isMap(this.#contents)) {
      this.problems.push({ line: 1, what: `This should have the parts ${names.join(', ')}.` });
      return null;
    }
    this.#refuseUnknown(this.#contents, names);
    return this.#contents;
  }

  /** The map under a name; with names, those and no others. */
  map(parent: YAMLMap, name: string, names?: readonly string[]): YAMLMap | null {
    const pair = this.#pair(parent, name);
    if (pair === undefined) {
      this.problem(parent, `"${name}" is missing.`);
      return null;
    }
    if (!isMap(pair.value)) {
      // A name with nothing after it is an empty map.
      if (textOf(pair.value) !== '') this.problem(placeOf(pair), `"${name}" should be a list of names with values.`);
      return null;
    }
    if (names !== undefined) this.#refuseUnknown(pair.value, names);
    return pair.value;
  }

  /** The maps of a list under a name; none where the name is absent. */
  list(parent: YAMLMap, name: string, names: readonly string[]): readonly YAMLMap[] {
    const pair = this.#pair(parent, name);
    if (pair === undefined || textOf(pair.value) === '') return [];
    if (!isSeq(pair.value)) {
      this.problem(placeOf(pair), `"${name}" should be a list, each entry with ${names.join(', ')}.`);
      return [];
    }
    return pair.value.items.flatMap((item) => {
      if (isMap(item)) {
        this.#refuseUnknown(item, names);
        return [item];
      }
      this.problem(placeOf(pair), `An entry of "${name}" should have ${names.join(', ')}.`);
      return [];
    });
  }

  /** The text under a name, trimmed; empty where it is absent. */
  text(
    parent: YAMLMap,
    name: string,
    { longest, needed }: { readonly longest: number; readonly needed?: true },
  ): string {
    const pair = this.#pair(parent, name);
    const text = pair === undefined ? '' : textOf(pair.value)?.trim();
    const place = pair === undefined ? parent : placeOf(pair);
    if (text === undefined) this.problem(place, `"${name}" should be a text.`);
    else if (text === '' && needed) this.problem(place, `"${name}" is missing.`);
    else if (text.length > longest) this.problem(place, `"${name}" is longer than ${longest} characters.`);
    return text ?? '';
  }

  /** Every name of a map with its text. */
  *entries(map: YAMLMap): Generator<{ readonly key: Placed | null; readonly name: string; readonly value: string }> {
    for (const pair of map.items) {
      const name = textOf(pair.key) ?? '';
      const value = textOf(pair.value);
      if (value === undefined) this.problem(placeOf(pair), `"${name}" should be followed by one word.`);
      else yield { key: placeOf(pair), name, value };
    }
  }

  #pair(map: YAMLMap, name: string): Pair | undefined {
    return map.items.find(({ key }) => textOf(key) === name);
  }

  #refuseUnknown(map: YAMLMap, names: readonly string[]): void {
    for (const pair of map.items) {
      const name = textOf(pair.key);
      if (name === undefined || !names.includes(name))
        this.problem(placeOf(pair), `"${name ?? ''}" is none of ${names.join(', ')}.`);
    }
  }

  #lineAt(offset: number): number {
    return Math.max(1, this.#lines.linePos(offset).line);
  }
}

function textOf(node: unknown): string | undefined {
  if (node === null || node === undefined) return '';
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

function placeOf({ key }: Pair): Placed | null {
  return isScalar(key) ? key : null;
}
