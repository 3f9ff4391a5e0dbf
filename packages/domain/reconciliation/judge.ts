import type { Owner } from '../evidence/team.ts';
import type { CauseRule } from './causes/cause-rule.ts';
import type { Cell } from './cell.ts';
import { isProven, seenAfter } from './contract-of-evidence.ts';
import { EXCEPTED_RULE } from './excepted-rule.ts';
import type { CellFacts } from './facts.ts';
import type { RuleSet } from './rules/rule-set.ts';
import type { Verdict } from './verdict.ts';

/**
 * Judges one cell: the verdict by the contract of evidence, and where it is disputed or unproven, its cause and owner. What is
 * not proven and under an exception in force is excepted, whatever it would be without.
 */
export function judge(facts: CellFacts, rules: RuleSet): Cell {
  const verdict = verdictOf(facts);
  const fitting = fittingOf(rules.on(verdict), facts);
  // On proven and open cells what fits is a remark: recorded, and not the cause of anything.
  const cause = needsCause(verdict)
    ? (fitting[0] ?? rules.rule('unexplained'))
    : verdict === 'excepted'
      ? EXCEPTED_RULE
      : null;
  return {
    deviceId: facts.device.deviceId,
    fixId: facts.fix.id,
    verdict,
    cause: cause?.id ?? null,
    ruleVersion: cause?.version ?? null,
    also: fitting.length === 0 ? NOTHING : fitting.filter((rule) => rule !== cause).map(({ id }) => id),
    owner: cause ? (cause.ownerOf?.(facts) ?? cause.owner) : ownerWithoutCause(verdict),
    itSays: facts.it?.says ?? 'absent',
    infosecSays: facts.infosec?.says ?? 'absent',
    itCounts: facts.it !== null && isOpinion(facts.it.says),
    scanned: facts.infosec !== null && facts.infosec.says !== 'absent',
    folded: facts.fix.folded,
  };
}

const NOTHING: readonly never[] = [];

/** On most cells nothing fits: then nothing is made. */
function fittingOf(tried: readonly CauseRule[], facts: CellFacts): readonly CauseRule[] {
  let fitting: CauseRule[] | undefined;
  for (const rule of tried) {
    if (!rule.fits(facts)) continue;
    if (fitting === undefined) fitting = [rule];
    else fitting.push(rule);
  }
  return fitting ?? NOTHING;
}

function verdictOf(facts: CellFacts): Verdict {
  const { it, infosec } = facts;
  if (isProven(facts)) return 'proven';
  if (facts.exception !== null) return 'excepted';
  if (it === null || infosec === null || facts.device.ghostOf !== null) return 'unproven';
  if ((it.says === 'missing' || it.says === 'failed') && infosec.says === 'reported') return 'open';
  return bothLookedWell(facts) && theyDiffer(facts) ? 'disputed' : 'unproven';
}

/** IT's inventory is fresh and has an opinion; InfoSec logged in, with the check in scope, after the install. */
function bothLookedWell(facts: CellFacts): boolean {
  const { it, infosec } = facts;
  const look = infosec?.lastLook;
  if (!it || it.stale || it.says === 'silent' || it.says === 'unknown') return false;
  if (look?.authenticated !== true || !look.inScope || look.feedTooOld) return false;
  return it.says !== 'installed' || seenAfter(facts);
}

function theyDiffer({ it, infosec }: CellFacts): boolean {
  const itSaysFixed = it?.says === 'installed' || it?.says === 'not_applicable';
  return itSaysFixed === (infosec?.says === 'reported');
}

function needsCause(verdict: Verdict): boolean {
  return verdict === 'disputed' || verdict === 'unproven';
}

/** IT counts what it has an opinion on: in, not in, or tried and failed. Unknowns and what does not apply it leaves out. */
function isOpinion(says: Cell['itSays']): boolean {
  return says === 'installed' || says === 'missing' || says === 'failed';
}

function ownerWithoutCause(verdict: Verdict): Owner {
  return verdict === 'open' ? 'it' : 'none';
}
