import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { followExceptions } from './follow-exceptions.ts';
import { requireException } from './held-exception.ts';
import { readExceptionFor } from './read-exception.ts';

/** Looks at an exception now instead of when it is due. What is found ends it just as it would have. */
export async function checkException(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  exceptionId: string,
): Promise<ExceptionDetail> {
  requirePermission(actor, 'exception.request');
  await requireException(db, exceptionId);
  await followExceptions(db, context, { exceptionIds: [exceptionId], checkNow: true });
  return readExceptionFor(db, context, actor, exceptionId);
}
