import { type DebsecanFinding, PACKAGE_NAME, VULNERABILITY_ID } from './debsecan-claim.ts';

/** `--format summary` and `simple`: "CVE-2024-5535 openssl (fixed, remotely exploitable, high urgency)". */
export const LIST_LINE = new RegExp(`^(${VULNERABILITY_ID})\\s+(${PACKAGE_NAME})(?:\\s+\\(([^)]*)\\))?$`);
/** `--format detail` begins each vulnerability so, and indents what follows; `--format bugs` has nothing but these. */
export const HEAD_LINE = new RegExp(`^(${VULNERABILITY_ID})(?:\\s+\\(([^)]*)\\))?$`);
const INSTALLED = new RegExp(`^\\s+installed:\\s+(${PACKAGE_NAME})\\s+(\\S+)$`);
/** Longest that a block of the detail form gets: the rest of it is not kept. */
const LONGEST_BLOCK = 2_000;

interface Block {
  readonly id: string;
  readonly notes: string;
  readonly line: number;
  text: string;
  description: string | null;
  package: string | null;
  version: string | null;
}

/** Takes line after line in the forms summary, simple, detail and bugs. */
export class ListForms {
  #block: Block | null = null;

  /** @returns the finding that is complete with this line, null where none is, or 'problem' for a line of no form */
  take(line: string, number: number): DebsecanFinding | 'problem' | null {
    const bare = line.trimEnd();
    if (/^\s/.test(bare)) return this.#inBlock(bare);
    const finished = this.end();
    const listed = LIST_LINE.exec(bare);
    if (listed) {
      return {
        id: listed[1] ?? '',
        package: withoutArchitecture(listed[2] ?? ''),
        installedVersion: null,
        notes: listed[3] ?? '',
        description: null,
        line: number,
        excerpt: bare,
      };
    }
    const head = HEAD_LINE.exec(bare);
    if (head) {
      this.#block = {
        id: head[1] ?? '',
        notes: head[2] ?? '',
        line: number,
        text: bare,
        description: null,
        package: null,
        version: null,
      };
    } else if (bare !== '') return 'problem';
    return finished;
  }

  /** The finding that was still open, where there is one. */
  end(): DebsecanFinding | null {
    const block = this.#block;
    this.#block = null;
    if (block === null) return null;
    return {
      id: block.id,
      package: block.package === null ? null : withoutArchitecture(block.package),
      installedVersion: block.version,
      notes: block.notes,
      description: block.description,
      line: block.line,
      excerpt: block.text,
    };
  }

  #inBlock(line: string): 'problem' | null {
    const block = this.#block;
    if (block === null) return 'problem';
    if (block.text.length < LONGEST_BLOCK) block.text += `\n${line}`;
    const installed = INSTALLED.exec(line);
    if (installed) {
      block.package = installed[1] ?? null;
      block.version = installed[2] ?? null;
    } else if (block.package === null) block.description ??= line.trim();
    return null;
  }
}

/** "libssl3:amd64" → "libssl3" */
export function withoutArchitecture(name: string): string {
  return name.replace(/:.*$/, '');
}
