import { EMPTY_CLAIM, EMPTY_SCOPE, NO_FIX_NAMES } from '../../evidence/empty-report.ts';
import { EMPTY_STATE } from '../../evidence/empty-state.ts';
import type { Claim, FixNames, Look, ObservedState, ReportScope } from '../../evidence/report.ts';
import type { HeldException } from '../../exceptions/held-exception.ts';
import type { OsFamily } from '../../identity/device-names.ts';
import { CheckBook } from '../check-book.ts';
import type { Confirmation } from '../confirmation.ts';
import type { DeviceCase, SeenState } from '../device-case.ts';
import { KbFolding } from '../kb-folding.ts';
import { nextChange } from '../next-change.ts';
import { type JudgedCell, prepareDevice, reconcileDevice } from '../reconcile-device.ts';
import { type RuleSet, SHIPPED_RULES } from '../rules/rule-set.ts';
import { type SmallKnowledge, smallKnowledge } from './small-knowledge.ts';

export type ClaimParts = Partial<Omit<Claim, 'names'>> & { readonly names?: Partial<FixNames> };

/** One device with its evidence, told by what differs from a cell that is proven: KB5044273, installed, restarted, scanned, not reported. */
export interface Situation {
  readonly now?: string;
  readonly it?: {
    readonly state?: Partial<ObservedState>;
    readonly claims?: readonly ClaimParts[];
    readonly staleDays?: number;
  } | null;
  readonly scans?: readonly {
    readonly look?: Partial<Look>;
    readonly scope?: Partial<ReportScope>;
    /** What the scanner saw there; nothing unless told. */
    readonly distribution?: string;
    readonly system?: OsFamily;
    readonly state?: Partial<SeenState>;
    readonly findings?: readonly ClaimParts[];
  }[];
  readonly ghostOf?: DeviceCase['ghostOf'];
  readonly targetedBy?: string;
  readonly namesakes?: readonly string[];
  readonly flaps?: DeviceCase['flaps'];
  readonly deployments?: DeviceCase['deployments'];
  readonly knowledge?: SmallKnowledge;
  /** Checks that were learned elsewhere in the fleet: product → check ids; those that begin with "remote" ask over the network. */
  readonly checks?: Readonly<Record<string, readonly string[]>>;
  /** When these checks came out; undated where absent. */
  readonly checkDate?: string;
  /** Products that IT names elsewhere in the fleet. */
  readonly baseline?: readonly string[];
  /** The rule set in force; the shipped one unless told. */
  readonly rules?: RuleSet;
  readonly confirmations?: readonly Confirmation[];
  readonly exceptions?: readonly HeldException[];
}

const DAY_MS = 86_400_000;

/** IT's claim that the usual KB is in; parts may say otherwise. */
export function installed(parts: ClaimParts = {}): Claim {
  const names = { ...NO_FIX_NAMES, ...(parts.names ?? { kbs: ['KB5044273'] }) };
  return { ...EMPTY_CLAIM, says: 'installed', raw: 'Installed', installedAt: '2024-10-13T06:41:00Z', ...parts, names };
}

/** A finding of a check that looks at versions on the device itself. */
export function finding(parts: ClaimParts = {}): Claim {
  const names = { ...NO_FIX_NAMES, ...(parts.names ?? { kbs: ['KB5044273'] }) };
  const check = {
    tool: 'Nessus',
    id: '208303',
    name: 'a check',
    family: null,
    published: null,
    modified: null,
    local: true,
  };
  return { ...EMPTY_CLAIM, says: 'missing', raw: 'reported', check, ...parts, names };
}

/** Judges the cells of a situation. */
export function judgeSituation(situation: Situation): readonly JudgedCell[] {
  return judgeDevice(deviceOf(situation), situation);
}

/** Judges a device whose evidence is more than a situation can say, with the rest of a situation around it. */
export function judgeDevice(device: DeviceCase, situation: Situation = {}): readonly JudgedCell[] {
  const knowledge = smallKnowledge(situation.knowledge);
  const checks = new CheckBook();
  for (const [product, ids] of Object.entries(situation.checks ?? {}))
    for (const id of ids) {
      checks.learn(product, id, { family: null, local: !id.startsWith('remote') });
      if (situation.checkDate !== undefined) checks.date(product, id, situation.checkDate);
    }
  const context = {
    now: nowOf(situation),
    knowledge,
    checks,
    itBaseline: new Set(situation.baseline ?? ['kb:KB5044273']),
    rules: situation.rules ?? SHIPPED_RULES,
  };
  return reconcileDevice(device, context, new KbFolding(knowledge));
}

/** When time alone may change a cell of a situation; null where it cannot. Milliseconds since 1970. */
export function changeOf(situation: Situation): number | null {
  const knowledge = smallKnowledge(situation.knowledge);
  return nextChange(prepareDevice(deviceOf(situation), knowledge, new KbFolding(knowledge)), {
    now: nowOf(situation),
    knowledge,
    rules: situation.rules ?? SHIPPED_RULES,
  });
}

function nowOf({ now }: Situation): number {
  return Date.parse(now ?? '2024-10-14T10:40:00Z');
}

/** The evidence of a situation as the rules get it. */
export function deviceOf(situation: Situation): DeviceCase {
  return {
    deviceId: 'd1',
    name: 'WKS-0412',
    it: situation.it === null ? [] : [itRecord(situation.it ?? {})],
    looks: (situation.scans ?? [{}]).map(lookRecord),
    ghostOf: situation.ghostOf ?? null,
    targetedBy: situation.targetedBy ?? null,
    namesakes: situation.namesakes ?? [],
    flaps: situation.flaps ?? [],
    deployments: situation.deployments ?? null,
    confirmations: situation.confirmations ?? [],
    exceptions: situation.exceptions ?? [],
  };
}

function itRecord(it: NonNullable<Situation['it']>): DeviceCase['it'][number] {
  const state = {
    ...EMPTY_STATE,
    distribution: 'windows:10-22H2',
    lastSeen: '2024-10-14T09:00:00Z',
    lastBoot: '2024-10-13T06:58:00Z',
    ...it.state,
  };
  return {
    source: 'PDQ export',
    staleAfterMs: (it.staleDays ?? 14) * DAY_MS,
    state,
    claims: (it.claims ?? [{}]).map(installed),
    file: null,
  };
}

function lookRecord(scan: NonNullable<Situation['scans']>[number], index: number): DeviceCase['looks'][number] {
  return {
    source: `Nessus ${index}`,
    look: {
      from: '2024-10-14T03:10:00Z',
      to: '2024-10-14T03:14:00Z',
      authenticated: true,
      authentication: null,
      reached: true,
      ...scan.look,
    },
    scope: { ...EMPTY_SCOPE, tool: 'Nessus', policy: 'weekly', checks: { kind: 'all' }, ...scan.scope },
    distribution: scan.distribution ?? null,
    state: { ...EMPTY_STATE, ...scan.state },
    system: scan.system ?? null,
    findings: (scan.findings ?? []).map(finding),
    file: null,
  };
}
