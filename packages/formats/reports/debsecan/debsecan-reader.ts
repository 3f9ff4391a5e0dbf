import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type {
  Claim,
  DeviceReport,
  Look,
  ObservedState,
  ReportPart,
  ReportScope,
} from '@baton/domain/evidence/report.ts';
import { type DeviceNames, namesOf } from '@baton/domain/identity/device-names.ts';
import { openText } from '../decode-text.ts';
import { FormatError } from '../format-error.ts';
import { distributionOf } from '../operating-system.ts';
import type { ByteSource, ReadReportOptions, ReportReader } from '../reader.ts';
import { debsecanClaim } from './debsecan-claim.ts';
import { HEAD_LINE, LIST_LINE, ListForms } from './list-forms.ts';
import { REPORT_HEADING, ReportForm } from './report-form.ts';

/** Reads debsecan's output. It names neither device nor time, so both come with the import. */
export const debsecanReader: ReportReader = {
  id: 'debsecan',
  title: 'debsecan list',
  sides: ['infosec'],
  needsDevice: true,
  detect,
  read,
};

/** So many claims go out at once. */
const BATCH = 500;

function detect(head: Uint8Array, fileName: string): number {
  // An empty list is what debsecan prints of a clean device: it deserves its own message.
  if (head.length === 0) return /debsecan/i.test(fileName) ? 0.1 : 0;
  const lines = new TextDecoder()
    .decode(head.subarray(0, 20_000))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(0, 20);
  const [first = ''] = lines;
  if (REPORT_HEADING.test(first)) return 1;
  if (!LIST_LINE.test(first) && !HEAD_LINE.test(first)) return 0;
  const known = lines.filter((line) => LIST_LINE.test(line) || HEAD_LINE.test(line) || /^\s/.test(line)).length;
  return 0.95 * (known / lines.length);
}

async function* read(source: ByteSource, options: ReadReportOptions): AsyncGenerator<ReportPart> {
  const device = options.device ?? deviceOfFileName(options.fileName);
  if (device === null) {
    throw new FormatError(
      'option-missing',
      'debsecan’s output does not name its device. Say which one it is of, or name the file after it: web-01.debsecan.',
    );
  }
  const text = await openText(source, options.signal).catch(explainEmpty);
  const heading = REPORT_HEADING.exec(text.head.split('\n', 1)[0] ?? '');
  const suite = heading?.[1] ?? null;
  yield { part: 'scope', scope: scopeOf(suite) };
  const piece = pieceOf(namesOf(device), options.at ?? null, suite);
  // A clean device is one without claims: that it was looked at must be told all the same.
  yield { part: 'device', device: piece([]) };
  const forms = heading ? readReport(text.chunks, options.signal) : readList(text.chunks, options.signal);
  let claims: Claim[] = [];
  for await (const found of forms) {
    if ('what' in found) yield { part: 'problem', problem: { where: null, ...found } };
    else if (claims.push(found) >= BATCH) {
      yield { part: 'device', device: piece(claims) };
      claims = [];
    }
  }
  if (claims.length > 0) yield { part: 'device', device: piece(claims) };
}

interface LineProblem {
  readonly line: number;
  readonly what: string;
}

async function* readReport(chunks: AsyncIterable<string>, signal?: AbortSignal): AsyncGenerator<Claim | LineProblem> {
  const form = new ReportForm();
  let last = 0;
  for await (const { line, number } of linesOf(chunks, signal)) {
    last = number;
    if (number > 1) for (const finding of form.take(line, number)) yield debsecanClaim(finding);
    yield* form.problems.splice(0);
  }
  for (const finding of form.end()) yield debsecanClaim(finding);
  if (!form.complete) {
    throw new FormatError('cut', `The report ends at line ${last} without a word on what was found: it is cut.`, last);
  }
}

async function* readList(chunks: AsyncIterable<string>, signal?: AbortSignal): AsyncGenerator<Claim | LineProblem> {
  const forms = new ListForms();
  for await (const { line, number, ended } of linesOf(chunks, signal)) {
    const found = forms.take(line, number);
    if (found === 'problem') {
      if (!ended)
        throw new FormatError('cut', `The file ends in the middle of line ${number}. Write it again.`, number);
      yield { line: number, what: `“${line.slice(0, 80)}” is no line of debsecan’s. It was left out.` };
    } else if (found) yield debsecanClaim(found);
  }
  const open = forms.end();
  if (open) yield debsecanClaim(open);
}

function explainEmpty(error: unknown): never {
  if (!(error instanceof FormatError) || error.code !== 'empty') throw error;
  throw new FormatError(
    'empty',
    'The file is empty. debsecan prints nothing of a clean device, which looks like a run that failed: use debsecan --format report.',
    null,
    { cause: error },
  );
}

function pieceOf(
  names: DeviceNames,
  at: string | null,
  suite: string | null,
): (claims: readonly Claim[]) => DeviceReport {
  // It runs on the device itself, so it always looks with all that a login gives.
  const look: Look = { from: at, to: at, authenticated: true, authentication: 'runs on the device', reached: true };
  const state: ObservedState = {
    ...EMPTY_STATE,
    lastSeen: at,
    distribution: suite === null ? null : distributionOf(suite),
  };
  return (claims) => ({ names, state, look, claims, place: { line: null, excerpt: null } });
}

function scopeOf(suite: string | null): ReportScope {
  return {
    tool: 'debsecan',
    policy: suite,
    checks: { kind: 'all' },
    familiesOff: [],
    targets: [],
    feedDate: null,
    ports: null,
    showsSuperseded: null,
  };
}

/** "web-01.debsecan", "debsecan-web-01.txt" → "web-01" */
function deviceOfFileName(fileName: string): string | null {
  const name = fileName
    .replace(/\.(txt|log|out)$/i, '')
    .replace(/^debsecan[-_.]/i, '')
    .replace(/[-_.]debsecan$/i, '');
  return /^[a-z0-9][a-z0-9.-]*$/i.test(name) && !NO_DEVICE.test(name) ? name : null;
}

/** What people call such a file without meaning a device. */
const NO_DEVICE =
  /^(debsecan|reports?|scans?|results?|output|out|list|vulnerabilities|findings|stdin|upload)[-_.\d]*$/i;

interface Line {
  readonly line: string;
  readonly number: number;
  /** False for a last line without its line end. */
  readonly ended: boolean;
}

async function* linesOf(chunks: AsyncIterable<string>, signal?: AbortSignal): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > 1 << 20) {
      const what = `Line ${number + 1} is longer than 1 MiB, which no line of debsecan’s is.`;
      throw new FormatError('malformed', what, number + 1);
    }
    for (const line of lines) yield { line, number: ++number, ended: true };
  }
  if (rest !== '') yield { line: rest, number: number + 1, ended: false };
}
