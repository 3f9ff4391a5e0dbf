import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import type { Actor } from '../actor.ts';
import { appendLog, type LogEntry } from '../log/append-log.ts';
import type { JsonObject } from '../log/json-value.ts';

type WorkDone =
  | 'cells-assigned'
  | 'cells-unassigned'
  | 'question-asked'
  | 'cause-disputed'
  | 'question-answered'
  | 'rescan-requested'
  | 'reboot-requested'
  | 'request-withdrawn'
  | 'request-fulfilled'
  | 'remediations-opened'
  | 'levels-set';

/** Writes an act on disagreements to the log and tells open screens; in the act's own transaction. */
export async function recordWork(
  trx: DatabaseTransaction,
  actor: Actor,
  done: WorkDone,
  subject: LogEntry['subject'],
  details: JsonObject,
): Promise<void> {
  await appendLog(trx, { actor, action: `disagreement.${done}`, subject, details });
  await publishEvent(trx, { topic: 'disagreement' });
}
