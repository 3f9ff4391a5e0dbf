import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type { Claim, ReportPart, ReportScope } from '@baton/domain/evidence/report.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { openText } from '../decode-text.ts';
import { FormatError } from '../format-error.ts';
import type { ByteSource, ReadReportOptions, ReportReader } from '../reader.ts';

/** One line of debsecan's simple and summary forms: "CVE-2024-5535 openssl (fixed, remotely exploitable, high urgency)". */
const LINE = /^(CVE-\d{4}-\d{4,7}|TEMP-\d+-[0-9A-F]+)\s+([a-z0-9][a-z0-9+.-]+)(?:\s+\(([^)]*)\))?$/;
/** The detail form begins each vulnerability with "CVE-2024-5535 (fixed, …)" and lists packages indented below. */
const DETAIL_HEAD = /^(CVE-\d{4}-\d{4,7}|TEMP-\d+-[0-9A-F]+)(?:\s+\(([^)]*)\))?$/;
const DETAIL_PACKAGE = /^\s+(?:installed:\s+)?([a-z0-9][a-z0-9+.-]+)\s+(\S+)$/;
const DETAIL_INSTALLED = /^\s+installed:\s+([a-z0-9][a-z0-9+.-]+)\s+(\S+)$/;

/** Reads debsecan's output. It names neither device nor time, so both come with the import. */
export const debsecanReader: ReportReader = {
  id: 'debsecan',
  title: 'debsecan list',
  sides: ['infosec'],
  needsDevice: true,
  detect,
  read,
};

function detect(head: Uint8Array): number {
  const lines = new TextDecoder()
    .decode(head.subarray(0, 20_000))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  if (lines.length === 0) return 0;
  const known = lines.filter(
    (line) => LINE.test(line.trimEnd()) || DETAIL_HEAD.test(line.trimEnd()) || /^\s/.test(line),
  ).length;
  return LINE.test(lines[0]?.trimEnd() ?? '') || DETAIL_HEAD.test(lines[0]?.trimEnd() ?? '')
    ? 0.95 * (known / lines.length)
    : 0;
}

async function* read(source: ByteSource, options: ReadReportOptions): AsyncGenerator<ReportPart> {
  const device = options.device ?? deviceOfFileName(options.fileName);
  if (device === null) {
    throw new FormatError(
      'option-missing',
      'debsecan’s output does not name its device. Say which one it is of, or name the file after it: web-01.debsecan.',
    );
  }
  const text = await openText(source, options.signal);
  yield { part: 'scope', scope: SCOPE };
  const at = options.at ?? null;
  const names = namesOf(device);
  // It runs on the device itself, so it always looks with all that a login gives.
  const look = { from: at, to: at, authenticated: true, authentication: 'runs on the device', reached: true };
  yield {
    part: 'device',
    device: { names, state: EMPTY_STATE, look, claims: [], place: { line: null, excerpt: null } },
  };
  const lines = new DebsecanLines();
  for await (const { line, number } of linesOf(text.chunks)) {
    options.signal?.throwIfAborted();
    const found = lines.take(line, number);
    if (found === 'problem')
      yield {
        part: 'problem',
        problem: {
          line: number,
          where: null,
          what: `“${line.slice(0, 80)}” is no line of debsecan’s. It was left out.`,
        },
      };
    else if (found)
      yield {
        part: 'device',
        device: { names, state: EMPTY_STATE, look, claims: [found], place: { line: number, excerpt: null } },
      };
  }
}

const SCOPE: ReportScope = {
  tool: 'debsecan',
  policy: null,
  checks: { kind: 'all' },
  familiesOff: [],
  targets: [],
  feedDate: null,
  ports: null,
  showsSuperseded: null,
};

/** "web-01.debsecan", "debsecan-web-01.txt" → "web-01" */
function deviceOfFileName(fileName: string): string | null {
  const name = fileName
    .replace(/\.(txt|log|out|debsecan)$/i, '')
    .replace(/^debsecan[-_.]?/i, '')
    .replace(/[-_.]debsecan$/i, '');
  return /^[a-z0-9][a-z0-9.-]*$/i.test(name) ? name : null;
}

/** Takes line after line in any of debsecan's forms, and remembers which vulnerability a detail block is of. */
class DebsecanLines {
  #cve: string | null = null;
  #flags = '';

  take(line: string, number: number): Claim | 'problem' | null {
    const bare = line.trimEnd();
    if (bare === '') return null;
    const simple = LINE.exec(bare);
    if (simple) return claimOf(simple[1] ?? '', simple[2] ?? '', simple[3] ?? '', null, number, bare);
    const head = DETAIL_HEAD.exec(bare);
    if (head) {
      this.#cve = head[1] ?? null;
      this.#flags = head[2] ?? '';
      return null;
    }
    if (!/^\s/.test(bare)) return 'problem';
    const installed =
      DETAIL_INSTALLED.exec(bare) ?? (this.#cve !== null && !/:/.test(bare) ? DETAIL_PACKAGE.exec(bare) : null);
    if (installed && this.#cve !== null)
      return claimOf(this.#cve, installed[1] ?? '', this.#flags, installed[2] ?? null, number, `${this.#cve}\n${bare}`);
    // Descriptions and "built from" lines of a detail block.
    return null;
  }
}

function claimOf(
  id: string,
  pkg: string,
  flags: string,
  installedVersion: string | null,
  line: number,
  excerpt: string,
): Claim {
  const urgency = /(low|medium|high) urgency/.exec(flags)?.[1] ?? null;
  return {
    says: 'missing',
    raw: flags === '' ? 'listed' : flags,
    names: {
      kbs: [],
      package: pkg,
      application: null,
      cves: id.startsWith('CVE') ? [id] : [],
      supersededBy: [],
      title: `${id} in ${pkg}`,
    },
    installedVersion,
    requiredVersion: null,
    installedAt: null,
    observedAt: null,
    path: null,
    exitCode: null,
    approved: null,
    check: {
      tool: 'debsecan',
      id,
      name: `${id} in ${pkg}`,
      family: null,
      published: null,
      modified: null,
      local: true,
    },
    severity: urgency,
    cvss: [],
    port: null,
    place: { line, excerpt },
  };
}

async function* linesOf(
  chunks: AsyncIterable<string>,
): AsyncGenerator<{ readonly line: string; readonly number: number }> {
  let rest = '';
  let number = 0;
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > 1 << 20)
      throw new FormatError(
        'malformed',
        `Line ${number + 1} is longer than 1 MiB, which no line of debsecan’s is.`,
        number + 1,
      );
    for (const line of lines) yield { line, number: ++number };
  }
  if (rest !== '') yield { line: rest, number: number + 1 };
}
