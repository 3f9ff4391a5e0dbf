import type { Claim } from '../evidence/report.ts';
import type { Team } from '../evidence/team.ts';
import type { Confidence } from './causes/cause-rule.ts';
import { scanner, when } from './causes/wording.ts';
import { type Condition, contractOf, decidingLook } from './contract-of-evidence.ts';
import type { EvidenceFile } from './device-case.ts';
import type { CellFacts, LookFacts } from './facts.ts';
import type { JudgedCell } from './reconcile-device.ts';

/** One side's evidence in one line, as tables show it. */
export interface EvidenceLine {
  readonly what: string;
  readonly detail: string;
}

/** One side of the evidence pair: the same rows on both sides, then what the tool really said. */
export interface SideEvidence {
  readonly team: Team;
  readonly says: string;
  readonly source: string | null;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly excerpt: { readonly text: string; readonly deciding: readonly string[] } | null;
}

export interface CellExplanation {
  /** One sentence in plain words, with the times and versions that decided. */
  readonly sentence: string;
  /** How sure the rule behind the cause is; null where there is no cause. */
  readonly confidence: Confidence | null;
  readonly it: SideEvidence;
  readonly infosec: SideEvidence;
  readonly timeline: readonly { readonly at: number; readonly team: Team | null; readonly label: string }[];
  readonly conditions: readonly Condition[];
  /** Null where nothing is to be done. */
  readonly next: string | null;
}

/** Lays out why a cell has its verdict: for the disagreement page, the compare report and the command line. */
export function explainCell({ cell, facts, rule, also }: JudgedCell): CellExplanation {
  return {
    sentence: rule
      ? rule.explain(facts)
      : [plainSentence(facts, cell.verdict), ...also.map((remark) => remark.explain(facts))].join(' '),
    confidence: rule?.confidence ?? null,
    it: itSide(facts),
    infosec: infosecSide(facts),
    timeline: timelineOf(facts),
    conditions: contractOf(facts),
    next: rule ? rule.next(facts) : cell.verdict === 'open' ? `Deploy ${facts.fix.id} to ${facts.device.name}.` : null,
  };
}

/** Both sides' evidence, a line each. */
export function evidenceLines({ facts }: JudgedCell): { readonly it: EvidenceLine; readonly infosec: EvidenceLine } {
  return { it: itLine(facts), infosec: infosecLine(facts) };
}

function plainSentence({ device, fix, held }: CellFacts, verdict: string): string {
  const confirmation = held.at(-1)?.confirmation;
  if (verdict === 'proven' && confirmation)
    return `The scanner is wrong about ${fix.id} on ${device.name}: ${confirmation.by} of InfoSec confirmed it on ${when(confirmation.at)}.`;
  if (verdict === 'proven')
    return `${fix.id} is in place and in use on ${device.name}; InfoSec looked afterwards and does not report it.`;
  return `Both sides say that ${device.name} needs ${fix.id}.`;
}

function itLine({ it, fix }: CellFacts): EvidenceLine {
  if (it === null) return { what: 'no row in the inventory', detail: 'device not known to IT' };
  if (it.claim === null && it.says === 'silent')
    return { what: 'nothing said of this fix', detail: `seen ${when(it.lastSeen)}` };
  const exit = it.claim?.exitCode == null ? [] : [`exit code ${it.claim.exitCode}`];
  const version = it.version ? [`${fix.kind === 'kb' ? 'build ' : ''}${it.version}`] : [];
  const times = it.says === 'installed' ? installTimes(it) : [`seen ${when(it.lastSeen)}`];
  return {
    what: version[0] && it.says === 'installed' ? version[0] : itWord(it.says),
    detail: [...exit, ...times].join(' · '),
  };
}

function installTimes(it: NonNullable<CellFacts['it']>): readonly string[] {
  const times: string[] = [];
  if (it.installedAt) times.push(when(it.installedAt));
  if (it.lastBoot) times.push(`boot ${when(it.lastBoot)}`);
  if (it.rebootPending === true) times.push('reboot pending');
  return times.length > 0 ? times : [`seen ${when(it.lastSeen)}`];
}

function infosecLine(facts: CellFacts): EvidenceLine {
  const { infosec, it, held } = facts;
  const look = decidingLook(facts);
  if (infosec === null) return { what: 'never scanned', detail: 'in no report of InfoSec' };
  if (!look) return { what: 'not reached', detail: 'the scan did not reach the device' };
  const login =
    look.authenticated === true ? 'logged in' : look.authenticated === false ? 'login failed' : 'login not told';
  const early = it?.installedAt && look.at < it.installedAt.earliest ? ['before install'] : [];
  const scope = look.inScope ? [] : ['check not in scan'];
  return {
    what: infosec.says === 'reported' ? 'reported' : held.length > 0 ? 'reported, confirmed wrong' : 'not reported',
    detail: [when(look.at), ...(early.length > 0 ? early : [login]), ...scope, ...lookedAgain(facts)].join(' · '),
  };
}

/** A visit after the one that the contract goes by, and why it could not have seen the fault: it undoes nothing, and is not hidden. */
function lookedAgain(facts: CellFacts): readonly string[] {
  const later = facts.infosec?.lastLook ?? null;
  if (later === null || later === decidingLook(facts)) return [];
  return [`again ${when(later.at)}${blindWords(later)}`];
}

function blindWords({ authenticated, inScope, feedTooOld }: LookFacts): string {
  if (authenticated === false) return ', without a login';
  if (!inScope) return ', without this check';
  if (feedTooOld) return ', with a feed older than the fix';
  return authenticated === null ? ', login not told' : '';
}

function itWord(says: string): string {
  return says === 'not_applicable' ? 'not applicable' : says;
}

function itSide({ it, fix }: CellFacts): SideEvidence {
  if (it === null) return { team: 'it', says: 'no row in the inventory', source: null, rows: [], excerpt: null };
  const fixedAt = it.claim?.requiredVersion ?? fix.version;
  return {
    team: 'it',
    says: it.says === 'silent' ? 'nothing said' : itWord(it.says),
    source: it.record.source,
    rows: [
      { label: 'Version', value: [it.version ?? 'not told', ...(fixedAt ? [`fixed at ${fixedAt}`] : [])].join(', ') },
      {
        label: 'Seen',
        value: it.installedAt ? `installed ${when(it.installedAt)}, seen ${when(it.lastSeen)}` : when(it.lastSeen),
      },
      { label: 'In use', value: inUseWords(it) },
      { label: 'File', value: fileWords(it.record.file, it.claim) },
    ],
    excerpt: excerptOf(it.claim, [it.version, it.claim?.raw ?? null, it.claim?.installedAt ?? null]),
  };
}

function inUseWords(it: NonNullable<CellFacts['it']>): string {
  const words: string[] = [];
  if (it.lastBoot) words.push(`restarted ${when(it.lastBoot)}`);
  if (it.rebootPending !== null) words.push(it.rebootPending ? 'reboot pending' : 'no reboot pending');
  if (it.runningKernel) words.push(`runs ${it.runningKernel}`);
  if (it.mappedBy.length > 0) words.push(`old files still used by ${it.mappedBy.join(', ')}`);
  return words.length > 0 ? words.join(', ') : 'not told';
}

function infosecSide(facts: CellFacts): SideEvidence {
  const { infosec, held } = facts;
  if (infosec === null) return { team: 'infosec', says: 'never scanned', source: null, rows: [], excerpt: null };
  const look = decidingLook(facts);
  // A confirmed mistake is still what the tool said: it stays in sight.
  const finding = infosec.finding ?? held.at(-1)?.finding ?? null;
  const claim = finding?.resolved.claim ?? null;
  const record = finding?.record ?? look?.record ?? infosec.newest;
  const asks = claim?.requiredVersion ? [`asks for ${claim.requiredVersion}`] : [];
  const check = claim?.check
    ? `check ${claim.check.id}`
    : look
      ? look.inScope
        ? 'check in scope'
        : 'check not in the scan'
      : '';
  const login = look?.authenticated === true ? 'yes' : look?.authenticated === false ? 'no' : 'not told';
  return {
    team: 'infosec',
    says: infosecWord(infosec.says, held.length > 0),
    source: record ? record.source : null,
    rows: [
      { label: 'Version', value: [claim?.installedVersion ?? 'not told', ...asks].join(', ') },
      { label: 'Seen', value: [when(look?.at ?? null), ...lookedAgain(facts)].join(', ') },
      { label: 'Login', value: [login, check].filter((word) => word !== '').join(', ') },
      { label: 'File', value: fileWords(record?.file ?? null, claim) },
    ],
    excerpt: excerptOf(claim, [
      claim?.installedVersion ?? null,
      claim?.requiredVersion ?? null,
      claim?.check?.id ?? null,
    ]),
  };
}

function infosecWord(says: string, confirmedWrong: boolean): string {
  if (says === 'absent') return 'not reached';
  if (says === 'reported') return 'reported';
  return confirmedWrong ? 'reported, confirmed as wrong' : 'not reported';
}

function fileWords(file: EvidenceFile | null, claim: Claim | null): string {
  if (!file) return 'not from a file';
  const line = claim?.place.line ? [`line ${claim.place.line.toLocaleString('en-US')}`] : [];
  const hash = file.sha256 ? [`${file.sha256.slice(0, 4)}…${file.sha256.slice(-4)}`] : [];
  return [file.name, ...line, ...hash].join(', ');
}

function excerptOf(claim: Claim | null, deciding: readonly (string | null)[]): SideEvidence['excerpt'] {
  const text = claim?.place.excerpt ?? null;
  if (text === null) return null;
  return {
    text,
    deciding: deciding.filter((word): word is string => word !== null && word.length > 1 && text.includes(word)),
  };
}

function timelineOf(facts: CellFacts): CellExplanation['timeline'] {
  const { it, infosec, now } = facts;
  const points: { at: number; team: Team | null; label: string }[] = [];
  const look = decidingLook(facts);
  const later = infosec?.lastLook ?? null;
  if (look) points.push({ at: look.at, team: 'infosec', label: `${scanner(look)} looked` });
  if (later && later !== look) points.push({ at: later.at, team: 'infosec', label: 'looked again' });
  if (it?.installedAt) points.push({ at: it.installedAt.earliest, team: 'it', label: 'IT installed' });
  if (it?.lastBoot && it.installedAt && it.lastBoot.earliest > it.installedAt.earliest) {
    points.push({ at: it.lastBoot.earliest, team: 'it', label: 'restarted' });
  }
  if (it?.lastSeen && !it.installedAt) points.push({ at: it.lastSeen, team: 'it', label: 'IT’s tool looked' });
  points.push({ at: now, team: null, label: 'now' });
  return points.sort((a, b) => a.at - b.at);
}
