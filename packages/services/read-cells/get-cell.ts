import type { CellDetail } from '@baton/contract/cells.ts';
import type { CauseRule } from '@baton/domain/reconciliation/causes/cause-rule.ts';
import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import { explainCell, type SideEvidence } from '@baton/domain/reconciliation/explain-cell.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findRemediationOfFix } from '@baton/store/evidence/remediation-of-fix.ts';
import { ServiceError } from '../service-error.ts';
import { findCells, type KnownCell } from './find-cells.ts';
import { judgeForReading } from './judge-for-reading.ts';
import { linesNow, rowOf } from './list-cells.ts';
import { shownConditions } from './shown-conditions.ts';

/** One cell with both sides’ evidence, laid out. */
export async function getCell(db: Database, deviceId: string, fix: string): Promise<CellDetail> {
  const [kept] = (await findCells(db, { device: deviceId, fix, page: 1, pageSize: 1 })).cells;
  const judged = (await judgeForReading(db, [deviceId], { excerpts: true })).get(deviceId)?.get(fix);
  if (kept === undefined || judged === undefined) {
    throw new ServiceError('not-found', `Nothing says that this device needs ${fix}.`, {
      where: 'params.fix',
      hint: 'The fix may have been replaced by a later one: look at the device’s list.',
    });
  }
  return {
    ...rowOf(asJudged(kept, judged), linesNow(judged)),
    ...explained(judged),
    remediationId: await findRemediationOfFix(db, fix),
  };
}

/** Verdict and cause as the evidence gives them now, so that the page is of one piece. */
function asJudged(kept: KnownCell, { cell }: JudgedCell): KnownCell {
  const { verdict, cause, also, owner } = cell;
  return { ...kept, state: { ...kept.state, verdict, cause, also, owner } };
}

function explained(judged: JudgedCell) {
  const { cell } = judged;
  const { sentence, it, infosec, timeline, conditions, next } = explainCell(judged);
  const rule = cell.cause === null ? null : causeRule(cell.cause);
  return {
    sentence,
    sides: { it: sideDto(it), infosec: sideDto(infosec) },
    timeline: timeline.map(({ at, team, label }) => ({ at: new Date(at).toISOString(), team, label })),
    conditions: shownConditions(conditions, it),
    next: next === null ? null : { sentence: next, owner: cell.owner },
    rule: rule === null ? null : ruleDto(rule),
    folded: [...cell.folded],
  };
}

function ruleDto({ id, version, positiveProof, confidence }: CauseRule) {
  return { id, version, positiveProof, confidence };
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
