import { randomUUID } from 'node:crypto';
import type { Prompt } from '@baton/domain/cycles/review.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { insertEntry, takeEntryBack as takeBackRow } from '@baton/store/cycles/review-notes.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { holdOpenCycle } from './known-cycle.ts';

export interface EntryToWrite {
  readonly number: number;
  readonly prompt: Prompt;
  readonly words: string;
}

/** Writes under a prompt, while the cycle runs or is looked back on. @returns the entry's id */
export async function addEntry(
  db: Database,
  actor: PersonActor,
  { number, prompt, words }: EntryToWrite,
  now: string,
): Promise<string> {
  requirePermission(actor, 'cycle.write');
  const entryId = randomUUID();
  await db.transaction().execute(async (trx) => {
    const cycle = await holdOpenCycle(trx, number);
    await insertEntry(trx, {
      entry_id: entryId,
      cycle_id: cycle.cycleId,
      prompt,
      words,
      written_by: actor.personId,
      written_by_name: actor.name,
      written_by_team: actor.team,
      written_at: now,
    });
    const subject = { kind: 'cycle', id: cycle.cycleId, name: `cycle ${number}` };
    await appendLog(trx, { actor, action: 'cycle.entry-written', subject, details: { entryId, prompt, words } });
    await publishEvent(trx, { topic: 'cycle' });
  });
  return entryId;
}

/** Takes back what one wrote oneself. */
export async function takeEntryBack(
  db: Database,
  actor: PersonActor,
  { number, entryId }: { readonly number: number; readonly entryId: string },
  now: string,
): Promise<void> {
  requirePermission(actor, 'cycle.write');
  await db.transaction().execute(async (trx) => {
    const cycle = await holdOpenCycle(trx, number);
    const entry = { entryId, cycleId: cycle.cycleId, by: actor.personId };
    if (!(await takeBackRow(trx, entry, now))) {
      throw new ServiceError('not-found', 'There is no such entry of yours.', {
        where: 'params.entryId',
        hint: 'Its author takes an entry back.',
      });
    }
    const subject = { kind: 'cycle', id: cycle.cycleId, name: `cycle ${number}` };
    await appendLog(trx, { actor, action: 'cycle.entry-taken-back', subject, details: { entryId } });
    await publishEvent(trx, { topic: 'cycle' });
  });
}
