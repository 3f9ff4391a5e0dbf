import { type DebsecanFinding, PACKAGE_NAME, VULNERABILITY_ID } from './debsecan-claim.ts';
import { withoutArchitecture } from './list-forms.ts';

/** First line of `--format report`, and what it is based on. */
export const REPORT_HEADING = /^Security report based on (?:the (\S+) release|general data)\s*$/;
const HEAD = new RegExp(`^(${VULNERABILITY_ID})(?:\\s+(.*))?$`);
const SECTION = /^\*\*\* (.+)$/;
const BULLET = /^ {2}- (.*)$/;
const CONTINUED = /^ {4}(\S.*)$/;
const PACKAGES = new RegExp(`^${PACKAGE_NAME}(?:, ${PACKAGE_NAME})*,?$`);
const NOTHING_FOUND = /^No known vulnerabilities\b/;
const WHITELISTED = /\bwhitelisted\b/;

type Section = 'open' | 'fixed' | 'invalid';

/**
 * Takes line after line of `--format report`:
 *
 *     *** Available security updates
 *
 *     CVE-2024-45490 An issue was discovered in libexpat before 2.6.3....
 *       <https://security-tracker.debian.org/tracker/CVE-2024-45490>
 *       - libexpat1, expat (remotely exploitable, high urgency)
 *
 * Its "Fixed vulnerabilities" are those that a former run had: no findings.
 */
export class ReportForm {
  #section: Section = 'open';
  #fixAvailable = false;
  #withoutUpdate = false;
  #head: { readonly id: string; readonly description: string | null; readonly line: number; text: string } | null =
    null;
  #packages: string[] = [];
  #notes = '';
  #complete = false;
  readonly problems: { readonly line: number; readonly what: string }[] = [];

  /** @returns the findings that are complete with this line */
  take(line: string, number: number): readonly DebsecanFinding[] {
    const bare = line.trimEnd();
    const section = SECTION.exec(bare);
    if (section) {
      this.#enter(section[1] ?? '');
      return this.#finish();
    }
    if (NOTHING_FOUND.test(bare)) this.#complete = true;
    if (WHITELISTED.test(bare))
      this.#problem(number, 'debsecan was told to leave some vulnerabilities out (whitelist).');
    const bullet = BULLET.exec(bare);
    if (bullet) return this.#bullet(bullet[1] ?? '', number);
    const continued = CONTINUED.exec(bare);
    if (continued && this.#packages.length > 0) this.#listed(continued[1] ?? '', number);
    else if (bare === '' || HEAD.test(bare)) return this.#headOrBlank(bare, number);
    return [];
  }

  /** The rest. */
  end(): readonly DebsecanFinding[] {
    return this.#finish();
  }

  /** Whether there was at least one block, or the sentence that nothing was found: else the report is cut. */
  get complete(): boolean {
    return this.#complete;
  }

  #enter(title: string): void {
    this.#section = /^Fixed/.test(title) ? 'fixed' : /invalid versions/.test(title) ? 'invalid' : 'open';
    this.#fixAvailable = /security updates/.test(title);
    this.#withoutUpdate = /without updates/.test(title);
    this.#complete ||= this.#section !== 'open';
  }

  #headOrBlank(bare: string, number: number): readonly DebsecanFinding[] {
    const finished = this.#finish();
    const head = HEAD.exec(bare);
    this.#head = head ? { id: head[1] ?? '', description: head[2] ?? null, line: number, text: bare } : null;
    return finished;
  }

  #bullet(text: string, number: number): readonly DebsecanFinding[] {
    if (this.#section === 'invalid') {
      this.#problem(number, `debsecan could not judge ${text}: its version is not one of Debian’s.`);
      return [];
    }
    const finished = this.#finish(true);
    this.#listed(text, number);
    return finished;
  }

  #listed(text: string, number: number): void {
    const { packages, notes } = packagesAndNotes(text);
    if (notes !== null) this.#notes = notes;
    if (packages === '') return;
    if (!PACKAGES.test(packages)) this.#problem(number, `“${text.slice(0, 80)}” names no package. It was left out.`);
    else this.#packages.push(...packages.split(', ').map(withoutArchitecture));
    if (this.#head) this.#head.text += `\n  - ${text}`;
  }

  #finish(keepHead = false): readonly DebsecanFinding[] {
    const head = this.#head;
    const packages = this.#packages;
    const notes = [...(this.#fixAvailable ? ['fixed'] : []), ...(this.#notes === '' ? [] : [this.#notes])].join(', ');
    if (!keepHead) this.#head = null;
    this.#packages = [];
    this.#notes = '';
    if (head === null || packages.length === 0) return [];
    this.#complete = true;
    if (this.#section !== 'open') return [];
    return packages.map((name) => ({
      id: head.id,
      package: name,
      installedVersion: null,
      notes,
      description: head.description,
      withoutUpdate: this.#withoutUpdate,
      line: head.line,
      excerpt: head.text,
    }));
  }

  #problem(line: number, what: string): void {
    this.problems.push({ line, what });
  }
}

/** "a, b (notes)". By places and not by a pattern, which would go over a hostile line again and again. */
function packagesAndNotes(text: string): { readonly packages: string; readonly notes: string | null } {
  const last = text.length - 1;
  const open = text.endsWith(')') ? text.indexOf('(', text.lastIndexOf(')', last - 1) + 1) : -1;
  let end = open < 0 ? text.length : open;
  while (end > 0 && (text[end - 1] ?? '').trim() === '') end -= 1;
  while (end > 0 && text[end - 1] === ',') end -= 1;
  return { packages: text.slice(0, end), notes: open < 0 ? null : text.slice(open + 1, last) };
}
