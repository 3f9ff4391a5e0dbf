import type { CellDetail } from '@baton/contract/cells.ts';
import type { CauseRule } from '@baton/domain/reconciliation/causes/cause-rule.ts';
import { explainCell, type SideEvidence } from '@baton/domain/reconciliation/explain-cell.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findCell } from '@baton/store/evidence/list-cells.ts';
import { findRemediationOfCell } from '@baton/store/evidence/remediation-of-fix.ts';
import type { TeamActor } from '../actor.ts';
import { heldDto } from '../confirmations/held-dto.ts';
import { offeredAnswer } from '../confirmations/offered-answer.ts';
import { knownStates } from '../read-board/known-states.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { linesNow } from './evidence-lines.ts';
import type { KnownCell } from './find-cells.ts';
import { judgeForReading } from './judge-for-reading.ts';
import { rowOf } from './list-cells.ts';
import { shownConditions } from './shown-conditions.ts';

/** One cell with both sides’ evidence, laid out. */
export async function getCell(
  db: Database,
  actor: TeamActor,
  { deviceId, fix }: { readonly deviceId: string; readonly fix: string },
): Promise<CellDetail> {
  const kept = await keptCell(db, deviceId, fix);
  const rules = await currentRules(db);
  const wanted = (_deviceId: string, one: string) => one === fix;
  const judged = (await judgeForReading(db, [deviceId], { excerpts: true, rules, wanted })).get(deviceId)?.get(fix);
  if (kept === undefined || judged === undefined) {
    throw new ServiceError('not-found', `Nothing says that this device needs ${fix}.`, {
      where: 'params.fix',
      hint: 'The fix may have been replaced by a later one: look at the device’s list.',
    });
  }
  return {
    ...rowOf(asJudged(kept, judged), linesNow(judged), rules),
    ...explained(judged),
    remediationId: await findRemediationOfCell(db, fix, kept.deviceId),
    answer: await offeredAnswer(db, actor, judged, rules),
  };
}

async function keptCell(db: Database, deviceId: string, fix: string): Promise<KnownCell | undefined> {
  const found = await findCell(db, deviceId, fix);
  if (found === undefined) return undefined;
  const { stateId, ...cell } = found;
  const state = (await knownStates(db, [stateId])).get(stateId);
  return state === undefined ? undefined : { ...cell, state };
}

/** Verdict and cause as the evidence gives them now, so that the page is of one piece. */
function asJudged(kept: KnownCell, { cell }: JudgedCell): KnownCell {
  const { verdict, cause, also, owner } = cell;
  return { ...kept, state: { ...kept.state, verdict, cause, also, owner } };
}

function explained(judged: JudgedCell) {
  const { cell, rule, facts } = judged;
  const { sentence, it, infosec, timeline, conditions, next } = explainCell(judged);
  return {
    sentence,
    sides: { it: sideDto(it), infosec: sideDto(infosec) },
    timeline: timeline.map(({ at, team, label }) => ({ at: new Date(at).toISOString(), team, label })),
    conditions: shownConditions(conditions, it),
    next: next === null ? null : { sentence: next, owner: cell.owner },
    // An exception sets a cell aside, no rule does.
    rule: rule === null || cell.verdict === 'excepted' ? null : ruleDto(rule),
    folded: [...cell.folded],
    held: heldOf(facts.held),
  };
}

function ruleDto({ id, version, positiveProof, confidence }: CauseRule) {
  return { id, version, positiveProof, confidence };
}

/** The newest answer that holds. */
function heldOf(held: JudgedCell['facts']['held']): CellDetail['held'] {
  const last = held.at(-1);
  return last === undefined ? null : heldDto(last.confirmation);
}

function sideDto({ team, says, source, rows, excerpt }: SideEvidence) {
  return {
    team,
    says,
    source,
    rows: [...rows],
    excerpt: excerpt === null ? null : { text: excerpt.text, deciding: [...excerpt.deciding] },
  };
}
