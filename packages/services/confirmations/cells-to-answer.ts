import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { judgePrepared, prepareDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readDevicesOfCheck } from '@baton/store/rules/cells-of-check.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { loadCases } from '../reconcile-devices/load-cases.ts';
import { contextOf, foldingOf, judgingOf } from '../reconcile-devices/reconcile-devices.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { type WaitingCell, waitingCell } from './waiting-cell.ts';

/** What an answer is about: one cell, or the cells of one check and cause as they are at this moment. */
export type AnswerTarget =
  | { readonly deviceId: string; readonly fix: string }
  | { readonly tool: string; readonly check: string; readonly cause: CauseId };

const SLICE = 500;

/** The cells that an answer is about, judged now; a slice of devices at a time, so that memory does not grow with a check's reach. */
export async function* cellsToAnswer(
  db: Database,
  within: Database | DatabaseTransaction,
  target: AnswerTarget,
  now: number = Date.now(),
): AsyncGenerator<readonly WaitingCell[]> {
  if ('deviceId' in target) {
    yield [await oneCell(db, within, target, now)];
    return;
  }
  for (let after: string | null = null; ; ) {
    const ids: readonly string[] = await readDevicesOfCheck(within, target, after, SLICE);
    after = ids.at(-1) ?? null;
    const waiting = (await judgeWaiting(db, within, ids, now)).filter(
      ({ rule, check }) => rule.id === target.cause && check.id === target.check && check.tool === target.tool,
    );
    if (waiting.length > 0) yield waiting;
    if (ids.length < SLICE) return;
  }
}

async function oneCell(
  db: Database,
  within: Database | DatabaseTransaction,
  { deviceId, fix }: { readonly deviceId: string; readonly fix: string },
  now: number,
): Promise<WaitingCell> {
  const found = (await judgeWaiting(db, within, [deviceId], now)).find(({ judged }) => judged.cell.fixId === fix);
  if (found !== undefined) return found;
  throw new ServiceError('conflict', `No positive proof about ${fix} on this device waits for an answer.`, {
    where: 'body.target',
    hint: 'Only a rule with positive proof says that the scanner is wrong, and only while nobody has confirmed it.',
  });
}

async function judgeWaiting(
  db: Database,
  within: Database | DatabaseTransaction,
  deviceIds: readonly string[],
  now: number,
): Promise<readonly WaitingCell[]> {
  const judging = judgingOf(db);
  const knowledge = await currentKnowledge(db);
  await judging.facts.refresh(db);
  const rules = await currentRules(db, within);
  const context = contextOf(judging, knowledge, rules, now);
  const cases = await loadCases(within, deviceIds, { excerpts: false, reports: judging.reports });
  return cases.flatMap(({ device }) =>
    judgePrepared(prepareDevice(device, knowledge, foldingOf(judging, knowledge)), context).flatMap(
      (judged) => waitingCell(judged, rules) ?? [],
    ),
  );
}
