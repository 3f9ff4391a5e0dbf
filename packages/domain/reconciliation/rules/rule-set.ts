import { type BuiltInCauseId, CAUSE_IDS, type CauseId, isOwnCause } from '../cause-id.ts';
import { type CauseRule, NEEDS_CAUSE } from '../causes/cause-rule.ts';
import { CAUSE_RULES } from '../causes/registry.ts';
import { EXCEPTED_RULE } from '../excepted-rule.ts';
import { VERDICTS, type Verdict } from '../verdict.ts';
import type { FactName } from './fact-table.ts';
import type { OwnCondition } from './own-condition.ts';
import { type OwnRule, toCauseRule } from './own-rule.ts';

/** The rule set as both leads sign it: which causes are tried, in which order, and the customer's own. */
export interface RuleSetDocument {
  /** In the order in which they are tried, `unexplained` left out: it is always last. */
  readonly order: readonly CauseId[];
  /** Causes that are not tried. */
  readonly off: readonly CauseId[];
  readonly own: readonly OwnRule[];
}

/** A time that an own rule asks for: when it has passed, the rule may fit or fit no more. */
export interface TimeLimit {
  readonly fact: FactName;
  readonly ms: number;
}

/** A rule set ready to judge with. */
export interface RuleSet {
  /** 0 is the one that ships with Baton. */
  readonly version: number;
  readonly document: RuleSetDocument;
  /** The rules that are tried, in their order; `unexplained`, for where none fits, left out. */
  readonly tried: readonly CauseRule[];
  readonly timeLimits: readonly TimeLimit[];
  /** The rules that are tried on cells of a verdict, in their order. */
  on(verdict: Verdict): readonly CauseRule[];
  /** The rule behind a cause, with its words: also of one that is off, or was taken out while cells still bear its name. */
  rule(id: CauseId): CauseRule;
}

const SHIPPED_ORDER: readonly BuiltInCauseId[] = CAUSE_IDS.filter((id) => id !== 'unexplained');

/** What holds until both leads have signed another. */
export const SHIPPED_DOCUMENT: RuleSetDocument = { order: SHIPPED_ORDER, off: [], own: [] };

/**
 * Makes a document ready to judge with.
 *
 * @param retired own rules of earlier versions, for the words of cells that were judged by them
 */
export function ruleSetOf(document: RuleSetDocument, version: number, retired: readonly OwnRule[] = []): RuleSet {
  const byId = new Map<CauseId, CauseRule>([...CAUSE_RULES, EXCEPTED_RULE].map((rule) => [rule.id, rule]));
  for (const own of [...retired, ...document.own]) byId.set(own.id, toCauseRule(own));
  const complete = { ...document, order: withNewCauses(document) };
  const off = new Set<CauseId>(document.off);
  const tried = complete.order.flatMap((id) => (off.has(id) ? [] : (byId.get(id) ?? [])));
  const on = new Map(VERDICTS.map((verdict) => [verdict, tried.filter((rule) => triedOn(rule, verdict))]));
  return {
    version,
    document: complete,
    tried,
    on: (verdict) => on.get(verdict) ?? [],
    timeLimits: document.own.flatMap(({ when }) => timeLimitsOf(when)),
    rule: (id) => byId.get(id) ?? unknownRule(id),
  };
}

function triedOn({ on = NEEDS_CAUSE }: CauseRule, verdict: Verdict): boolean {
  return on.includes(verdict);
}

const HOUR_MS = 3_600_000;

function timeLimitsOf({ all = [], any = [], not, fact, ...test }: OwnCondition): readonly TimeLimit[] {
  const hours = test.olderThanHours ?? test.youngerThanHours;
  const below = [...all, ...any, ...(not === undefined ? [] : [not])].flatMap(timeLimitsOf);
  return fact === undefined || hours === undefined ? below : [...below, { fact, ms: hours * HOUR_MS }];
}

/** The order as it is kept: what the document names first, then the rest as shipped, then own rules that it does not name. */
export function completeOrder({ order, own }: Pick<RuleSetDocument, 'order' | 'own'>): readonly CauseId[] {
  return [...new Set([...order, ...SHIPPED_ORDER, ...own.map(({ id }) => id)])];
}

/**
 * The order as it is judged by: a kept one is complete, but for causes that a newer Baton brought since. Each of those is tried
 * after the one that it follows in the shipped order.
 */
function withNewCauses({ order, own }: Pick<RuleSetDocument, 'order' | 'own'>): readonly CauseId[] {
  const complete: CauseId[] = [...order];
  for (const [index, id] of SHIPPED_ORDER.entries()) {
    const before = SHIPPED_ORDER[index - 1];
    if (!complete.includes(id)) complete.splice(before === undefined ? 0 : complete.indexOf(before) + 1, 0, id);
  }
  return completeOrder({ order: complete, own });
}

/** The rule set that ships with Baton. */
export const SHIPPED_RULES: RuleSet = ruleSetOf(SHIPPED_DOCUMENT, 0);

/** A cell may bear a cause whose rule nobody has kept; it is shown by its id rather than hidden. */
function unknownRule(id: CauseId): CauseRule {
  return {
    id,
    version: 1,
    owner: 'both',
    positiveProof: false,
    confidence: 'none',
    label: isOwnCause(id) ? id.slice('own-'.length, 30) : id,
    summary: 'a rule that is no longer kept named this cause',
    nextAction: 'Look together',
    fits: () => false,
    explain: ({ fix, device }) => `A rule that is no longer kept named the cause of ${fix.id} on ${device.name}.`,
    next: ({ device }) => `Look at ${device.name} together.`,
  };
}
