import { goesOnFromEndsSince } from '@baton/domain/exceptions/asked-anew.ts';
import type { ExceptionTarget } from '@baton/domain/exceptions/held-exception.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type EndedException, readEndedOn } from '@baton/store/exceptions/exceptions.ts';

/** The exceptions that a request goes on from: they ended shortly before it, and put the same risk off on one of its devices. */
export function goesOnFrom(
  db: Database | DatabaseTransaction,
  target: ExceptionTarget,
  deviceIds: readonly string[],
  askedAt: string,
): Promise<readonly EndedException[]> {
  const from = new Date(goesOnFromEndsSince(Date.parse(askedAt))).toISOString();
  return readEndedOn(db, target, deviceIds, { from, to: askedAt });
}
