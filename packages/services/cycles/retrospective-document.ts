import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { closeCycle } from '@baton/store/cycles/patch-cycles.ts';
import { readActions, readEntries } from '@baton/store/cycles/review-notes.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { z } from 'zod';
import { SYSTEM } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { canonicalJson } from '../log/canonical-json.ts';
import type { JsonValue } from '../log/json-value.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import type { SignedDocument } from '../signatures/signed-document.ts';
import { holdOpenCycle, type KnownCycle } from './known-cycle.ts';
import { actionDto, entryDto } from './review-dto.ts';

const retrospectiveContent = z.looseObject({ number: z.int().positive(), figures: z.looseObject({}) });

/** A retrospective among the documents that both leads sign: with the second signature it is closed. */
export function retrospectiveDocument(db: Database, { cycleId, number }: KnownCycle): SignedDocument {
  return {
    kind: 'retrospective',
    documentId: cycleId,
    name: `the retrospective of cycle ${number}`,
    check: (content) => void retrospectiveContent.parse(content),
    async cameIntoForce(trx, { content, inForceFrom, version }) {
      const cycle = await holdOpenCycle(trx, number);
      await refuseStale(db, trx, cycle, content);
      await closeCycle(trx, cycleId, inForceFrom);
      const subject = { kind: 'cycle', id: cycleId, name: `cycle ${number}` };
      await appendLog(trx, { actor: SYSTEM, action: 'cycle.closed', subject, details: { version } });
      await publishEvent(trx, { topic: 'cycle' });
    },
  };
}

/** All that both leads sign: the figures, what people wrote, the actions of this cycle, and how it judged earlier ones. */
export async function contentOf(
  db: Database,
  within: Database | DatabaseTransaction,
  cycle: KnownCycle,
): Promise<JsonValue> {
  const rules = await currentRules(db);
  const { made, toJudge } = await readActions(within, cycle.number);
  const content = {
    number: cycle.number,
    startsAt: cycle.startsAt,
    endsAt: cycle.endsAt,
    figures: cycle.figures,
    entries: (await readEntries(within, cycle.cycleId)).map(entryDto),
    actions: made.map((row) => actionDto(row, cycle, rules)),
    judged: toJudge.map((row) => actionDto(row, cycle, rules)),
  };
  return z.json().parse(content);
}

/** Refuses to close a text that was written into since it was offered. */
export async function refuseStale(
  db: Database,
  within: Database | DatabaseTransaction,
  cycle: KnownCycle,
  content: string,
): Promise<void> {
  if (content === canonicalJson(await contentOf(db, within, cycle))) return;
  throw new ServiceError(
    'conflict',
    `The retrospective of cycle ${cycle.number} was written into since it was offered.`,
    {
      hint: 'Read what came, and offer it again.',
    },
  );
}
