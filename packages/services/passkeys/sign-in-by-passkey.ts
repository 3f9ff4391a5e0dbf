import type { Assertion } from '@baton/contract/web-authn.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { OpenedSession } from '../people/sessions.ts';
import { comeIn } from '../people/sign-in.ts';
import type { Visitor } from '../people/visitor.ts';
import { checkAssertion } from './check-assertion.ts';

/**
 * Opens a session for whoever's passkey answered.
 * @throws ServiceError `wrong-credentials`, or `too-many-attempts`.
 */
export async function signInByPasskey(
  db: Database,
  assertion: Assertion,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<OpenedSession> {
  const asked = { purpose: 'sign-in' } as const;
  const { person, passkey } = await checkAssertion(db, assertion, asked, visitor, { where: 'body.assertion', now });
  return comeIn(db, person, visitor, { passkey: passkey.name }, now);
}
