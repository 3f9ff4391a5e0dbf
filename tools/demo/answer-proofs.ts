import { CAUSE_RULES } from '@baton/domain/reconciliation/causes/registry.ts';
import { giveAnswer } from '@baton/services/confirmations/give-answer.ts';
import { listWorkCells } from '@baton/services/read-disagreements/list-work-cells.ts';
import { chanceOf } from './chance.ts';
import { type Stage, work } from './play-turn.ts';

/** Of how many cells with positive proof InfoSec gives its answer after a scan; the others wait. */
const ANSWERED = 0.8;
/** Of how many of those the check is right after all. */
const UPHELD = 0.12;
/** The page that InfoSec works through after one scan. */
const MOST_CELLS = 200;

/** After a scan InfoSec looks at what is proved against its tools: most of it is confirmed, some is upheld. */
export async function answerProofs(stage: Stage, at: number): Promise<void> {
  const { db, cast } = stage;
  for (const { id } of CAUSE_RULES.filter(({ positiveProof }) => positiveProof)) {
    const { rows } = await listWorkCells(db, { cause: id, page: 1, pageSize: MOST_CELLS });
    for (const { deviceId, device, fix } of rows) {
      const chance = chanceOf(`${device} ${fix} answered`);
      if (chance >= ANSWERED) continue;
      const isRight = chance < ANSWERED * UPHELD;
      const answer = {
        answer: isRight ? 'check-right' : 'scanner-wrong',
        target: { deviceId, fix },
        note: isRight ? 'The old file is still there, in the profile of a second user.' : '',
        expiresInDays: 90,
      } as const;
      await giveAnswer(db, cast.verifier, answer, Temporal.Instant.fromEpochMilliseconds(at));
    }
  }
  await work(stage, at);
}
