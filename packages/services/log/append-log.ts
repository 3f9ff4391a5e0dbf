import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type Actor, idOfActor, nameOfActor } from '../actor.ts';
import { canonicalJson } from './canonical-json.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

export interface LogEntry {
  readonly actor: Actor;
  /** Area and verb in the past: `remediation.handed-over`, `person.signed-in`. */
  readonly action: string;
  /** What it was done to. `name` is what people call it, so that the log reads without the tables of that day. */
  readonly subject: { readonly kind: string; readonly id: string | null; readonly name?: string };
  /** The rest: small, no secrets, no file contents. */
  readonly details?: JsonObject;
}

/**
 * Appends an act to the log, in the transaction of the act itself: both happen or neither. Entries are chained by hash
 * when the transaction commits (migration 0001), so call it wherever in the transaction it reads best.
 */
export async function appendLog(trx: DatabaseTransaction, ...entries: readonly LogEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const at = Temporal.Now.instant().toString({ fractionalSecondDigits: 6 });
  const rows = entries.map((entry) => {
    const entryId = randomUUID();
    return { entry_id: entryId, at, entry: canonicalJson({ entryId, at, ...bodyOf(entry) }) };
  });
  await trx.insertInto('log_entry').values(rows).execute();
}

function bodyOf({ actor, action, subject, details }: LogEntry): { readonly [key: string]: JsonValue } {
  return {
    actor: { kind: actor.kind, id: idOfActor(actor), name: nameOfActor(actor), team: teamOf(actor) },
    action,
    subject: { kind: subject.kind, id: subject.id, name: subject.name ?? null },
    details: details ?? {},
  };
}

function teamOf(actor: Actor): string | null {
  return actor.kind === 'person' || actor.kind === 'key' ? actor.team : null;
}
