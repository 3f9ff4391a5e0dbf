import type { WorkCell, WorkFilter } from '@baton/contract/disagreements.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { PersonActor } from '@baton/services/actor.ts';
import { answerQuestion } from '@baton/services/disagreements/answer-question.ts';
import { askQuestion } from '@baton/services/disagreements/ask-question.ts';
import { assignCells } from '@baton/services/disagreements/assign-cells.ts';
import { setCauseLevels } from '@baton/services/disagreements/set-cause-levels.ts';
import { listWorkCells } from '@baton/services/read-disagreements/list-work-cells.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { HOUR_MS } from '@baton/tools/world/milliseconds.ts';
import { chanceOf } from './chance.ts';
import { cellsOf, openIn } from './open-work.ts';
import { type Stage, work } from './play-turn.ts';
import { sendBack } from './settle-rest.ts';

const DAY_HOURS = 24;

/** How long what needs somebody else may last here: the branches are visited fortnightly, the network team meets every third week. */
const TIMES = {
  'stale-inventory': 14 * DAY_HOURS,
  'not-in-infosec-scope': 21 * DAY_HOURS,
  'unauthenticated-scan': 10 * DAY_HOURS,
  'not-in-it-inventory': 21 * DAY_HOURS,
  'out-of-scan-scope': 14 * DAY_HOURS,
  'stale-scan': 7 * DAY_HOURS,
} as const satisfies Partial<Record<CauseId, number>>;

/** What both teams do with the queue on the day on which the demo is opened: they ask each other, and take cells up. */
export async function workTheQueue(stage: Stage, now: number): Promise<void> {
  const { db, cast } = stage;
  const times = { version: 0, hours: TIMES, note: 'As often as somebody comes by who can.' };
  await db.transaction().execute((trx) => setCauseLevels(trx, cast.infosecLead, times));
  await talk(db, { asks: cast.infosecLead, answers: cast.deployer }, 'false-success', [
    'Your tool says installed, the scan finds the old file. Did the installer end in a folder of its own?',
    'It did on the first two: the old folder was left. We take it out tonight and look at the others.',
  ]);
  await talk(db, { asks: cast.itLead, answers: cast.verifier }, 'unauthenticated-scan', [
    'Which account does the scan use here? We rotated the local ones in the first week.',
  ]);
  await handBack(stage, now - 2 * HOUR_MS);
  await takeUp(db, cast.deployer, { owner: 'it' });
  await takeUp(db, cast.analyst, { owner: 'infosec' });
  await work(stage, now);
}

/** Some of what is still missing where both sides say so is IT's again since this morning. */
async function handBack(stage: Stage, at: number): Promise<void> {
  for (const record of await openIn(stage, 'verify', at)) {
    const isMissing = (await cellsOf(stage, record, at)).some(
      ({ verdict, owner }) => verdict === 'open' && owner === 'it',
    );
    if (isMissing && chanceOf(`${record.fix_id} handed back`) < 0.6) await sendBack(stage, record.remediation_id, at);
  }
}

/** One asks about some cells of a cause; where there are words for it, the other side answers. */
async function talk(
  db: Database,
  { asks, answers }: { readonly asks: PersonActor; readonly answers: PersonActor },
  cause: CauseId,
  [question = '', answer]: readonly string[],
): Promise<void> {
  const cells = await cellsWith(db, { cause }, 4);
  if (cells.length === 0) return;
  await db.transaction().execute(async (trx) => {
    const questionId = await askQuestion(trx, asks, { selection: named(cells), text: question, kind: 'question' });
    if (answer !== undefined) await answerQuestion(trx, answers, { questionId, text: answer });
  });
}

async function takeUp(db: Database, person: PersonActor, filter: Pick<WorkFilter, 'owner'>): Promise<void> {
  const cells = await cellsWith(db, filter, 12);
  if (cells.length === 0) return;
  await db
    .transaction()
    .execute((trx) => assignCells(trx, person, { selection: named(cells), personId: person.personId }));
}

async function cellsWith(db: Database, filter: WorkFilter, most: number): Promise<readonly WorkCell[]> {
  return (await listWorkCells(db, { ...filter, page: 1, pageSize: most })).rows;
}

function named(cells: readonly WorkCell[]) {
  return { cells: cells.map(({ deviceId, fix }) => ({ deviceId, fix })) };
}
