import { judgePrepared, prepareDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import { PreviewTally, type RulePreview } from '@baton/domain/reconciliation/rules/rule-preview.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { countDevices, readDeviceIds } from '@baton/store/evidence/chunks.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { beginPreview, findPreview, keepPreview } from '@baton/store/rules/rule-previews.ts';
import { findWork, requestCancel } from '@baton/store/work/work.ts';
import type { TeamActor } from '../actor.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { loadCases } from '../reconcile-devices/load-cases.ts';
import { contextOf, foldingOf, judgingOf } from '../reconcile-devices/reconcile-devices.ts';
import { ServiceError } from '../service-error.ts';
import { type RunningWork, runWork } from '../work/run-work.ts';
import { startWork } from '../work/start-work.ts';
import { currentRules, RULE_SET, toRuleSet } from './current-rules.ts';
import { findProposed } from './proposed-rules.ts';

/** Begins a preview, on today's fleet, of the draft or else of the version that waits; one that runs for it already is stopped. */
export async function startPreview(
  db: Database,
  actor: TeamActor,
): Promise<{ readonly workId: string; readonly hash: string }> {
  requirePermission(actor, 'document.draft');
  const proposed = await findProposed(db);
  if (proposed === undefined) {
    throw new ServiceError('not-found', 'There is no draft of the rule set.', { hint: 'Write one first.' });
  }
  const { hash } = proposed;
  return db.transaction().execute(async (trx) => {
    const before = await findPreview(trx, hash);
    if (before !== undefined) await requestCancel(trx, before.work_id);
    const title = 'What the proposed rule set would change';
    const { workId } = await startWork(trx, actor, { kind: 'rules', title, subjectId: hash });
    await beginPreview(trx, hash, workId);
    await enqueueJob(trx, 'preview-rules', { workId, hash });
    const id = `${RULE_SET.kind}/${RULE_SET.documentId}`;
    await appendLog(trx, { actor, action: 'document.previewed', subject: { kind: 'document', id }, details: { hash } });
    await publishEvent(trx, { topic: 'document', id });
    return { workId, hash };
  });
}

/** The job behind it: judges every device by both rule sets, keeps what differs with the text. Twice is as good as once. */
export async function runPreview(
  db: Database,
  { workId, hash }: { readonly workId: string; readonly hash: string },
): Promise<void> {
  const result = await runWork(db, workId, async (work) => {
    const proposed = await findProposed(db);
    // Changed or signed meanwhile: nobody waits for it.
    if (proposed?.hash !== hash) return null;
    const preview = await judgeByBoth(db, await toRuleSet(db, proposed.document, NOT_SIGNED), work);
    // Kept before the work ends, so that whoever waits for the work finds it.
    await keepPreview(db, { contentHash: hash, workId }, preview);
    return preview;
  });
  if (result) await publishEvent(db, { topic: 'document', id: `${RULE_SET.kind}/${RULE_SET.documentId}` });
}

/** A rule set that no version stands for yet. */
export const NOT_SIGNED = -1;

const SLICE = 500;

/** Judges the whole fleet from kept evidence by the rule set in force and by another. Writes nothing. */
export async function judgeByBoth(
  db: Database,
  draft: RuleSet,
  work: Pick<RunningWork, 'progress' | 'throwIfCancelled'>,
): Promise<RulePreview> {
  const judging = judgingOf(db);
  const knowledge = await currentKnowledge(db);
  const folding = foldingOf(judging, knowledge);
  await judging.facts.refresh(db);
  const now = contextOf(judging, knowledge, await currentRules(db));
  const then = { ...now, rules: draft };
  const tally = new PreviewTally(now.rules, draft);
  work.progress({ step: 'Judging by both', done: 0, total: await countDevices(db) });
  let done = 0;
  for (let after: string | null = null; ; ) {
    work.throwIfCancelled();
    const ids: readonly string[] = await readDeviceIds(db, after, SLICE);
    after = ids.at(-1) ?? null;
    for (const { device } of await loadCases(db, ids, { excerpts: false, reports: judging.reports })) {
      const prepared = prepareDevice(device, knowledge, folding);
      const [before, becomes] = [now, then].map((context) => judgePrepared(prepared, context).map(({ cell }) => cell));
      tally.addDevice(device.name, before ?? [], becomes ?? []);
    }
    done += ids.length;
    work.progress({ done });
    if (ids.length < SLICE) return tally.result();
  }
}

/** The work that makes a preview now; null where none does. */
export async function runningPreview(db: Database, workId: string): Promise<string | null> {
  const work = await findWork(db, workId);
  return work !== undefined && work.ended_at === null ? workId : null;
}
