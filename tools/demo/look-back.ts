import type { Prompt } from '@baton/domain/cycles/review.ts';
import { SECOND_TUESDAY } from '@baton/domain/service-levels/patch-cycle.ts';
import { offerRetrospective, signRetrospective } from '@baton/services/cycles/close-retrospective.ts';
import { judgeAction } from '@baton/services/cycles/judge-action.ts';
import { requireCycle } from '@baton/services/cycles/known-cycle.ts';
import { makeRetrospective } from '@baton/services/cycles/make-retrospective.ts';
import { openDueCycles } from '@baton/services/cycles/open-cycles.ts';
import { setSchedule } from '@baton/services/cycles/plan-cycles.ts';
import { retrospectiveDocument } from '@baton/services/cycles/retrospective-document.ts';
import { addAction } from '@baton/services/cycles/write-actions.ts';
import { addEntry } from '@baton/services/cycles/write-entries.ts';
import { readDocument } from '@baton/services/signatures/read-document.ts';
import { readActions } from '@baton/store/cycles/review-notes.ts';
import { DAY_MS, HOUR_MS } from '@baton/tools/world/milliseconds.ts';
import { proofOf, VISITOR } from './demo-people.ts';
import type { Stage } from './play-turn.ts';

const WORDS: readonly (readonly [Prompt, string])[] = [
  ['worked', 'Test ring on the first evening: what breaks, breaks there.'],
  ['worked', 'Splitting off what no scan had shown kept the rest on time.'],
  ['failed', 'Devices that were not started again count as open for both of us, and nobody tells their users.'],
  ['adjust', 'One scan that logs in the morning after the last maintenance night, not a day later.'],
];

/** Sets the cycles from the one that holds `since`, and lets both teams look back on those that have ended, and sign. */
export async function lookBack(stage: Stage, from: number, now: number): Promise<void> {
  const { db, cast } = stage;
  const rule = { kind: 'weekday', ...SECOND_TUESDAY } as const;
  const time = (at: number) => new Date(at).toISOString();
  const since = time(from).slice(0, 10);
  await setSchedule(db, cast.itLead, { rule, timeZone: 'UTC', since }, time(now));
  const ended = await openDueCycles(db, time(now));
  for (const number of ended) await makeRetrospective(db, number, time(now));
  for (const number of ended) await close(stage, number, now);
}

async function write({ db, cast }: Stage, number: number, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  for (const [index, [prompt, words]] of WORDS.entries())
    await addEntry(db, index % 2 === 0 ? cast.tester : cast.analyst, { number, prompt, words }, at);
  const dueOn = new Date(now + 12 * DAY_MS).toISOString().slice(0, 10);
  const restart = {
    number,
    what: 'Restart what waits for it in the night after the install',
    ownerId: cast.deployer.personId,
    dueOn,
    promise: { measure: 'cause-cells', target: 5, cause: 'pending-reboot' } as const,
  };
  const logins = {
    number,
    what: 'Repair the scanner’s login on the branch servers',
    ownerId: cast.verifier.personId,
    dueOn,
    promise: { measure: 'cause-cells', target: 5, cause: 'unauthenticated-scan' } as const,
  };
  await addAction(db, cast.itLead, restart, at);
  await addAction(db, cast.infosecLead, logins, at);
}

/** What was written is judged by what came of it, then both leads sign. */
async function close(stage: Stage, number: number, now: number): Promise<void> {
  const { db, cast, password } = stage;
  const time = (hours: number) => new Date(now + hours * HOUR_MS).toISOString();
  await write(stage, number, now - 2 * HOUR_MS);
  await judgeWhatWasPromised(stage, number, time(-1));
  const version = await offerRetrospective(db, cast.itLead, { number, note: 'As we said it together.' }, time(-1));
  const document = retrospectiveDocument(db, await requireCycle(db, number));
  const hash = (await readDocument(db, document)).versions.find((one) => one.version === version)?.hash ?? '';
  const signature = { number, version, hash, proof: proofOf(password) };
  await signRetrospective(db, cast.itLead, signature, VISITOR, time(-0.9));
  await signRetrospective(db, cast.infosecLead, signature, VISITOR, time(-0.8));
}

async function judgeWhatWasPromised({ db, cast }: Stage, number: number, at: string): Promise<void> {
  const { toJudge } = await readActions(db, number);
  for (const [index, { action_id: actionId }] of toJudge.entries()) {
    const judgement = index % 2 === 0 ? 'done' : 'not-done';
    const note = judgement === 'done' ? 'In place since the second week.' : 'Half of the branches are done.';
    await judgeAction(db, cast.infosecLead, { number, actionId, judgement, note, dueOn: null }, at);
  }
}
