import { type Bearer, carriedBy } from '@baton/domain/charter/carried-by.ts';
import type { Responsibility } from '@baton/domain/charter/responsibility.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { findDelegation, type HeldDelegation } from '@baton/store/signatures/duties.ts';
import { type CharterInForce, DEFAULT_IN_FORCE, readCharterInForce } from './charter-in-force.ts';

/** What an actor has by the charter at the moment of a request. Resolved with the actor, so that judging it asks nobody. */
export interface Standing {
  readonly inForce: CharterInForce;
  readonly carries: ReadonlySet<Responsibility>;
  /** The lead whom the person stands in for now; null: nobody. Never of a key. */
  readonly deputyOf: HeldDelegation | null;
}

/** The standing of a person: their own, and their lead's while they are deputy. */
export async function standingOfPerson(
  db: Database | DatabaseTransaction,
  person: Bearer & { readonly personId: string },
  now: Temporal.Instant,
): Promise<Standing> {
  const inForce = await readCharterInForce(db);
  const deputyOf = person.role === 'viewer' ? undefined : await findDelegation(db, person.personId, now.toString());
  return standingBy(inForce, person, deputyOf ?? null);
}

/** The standing of a key: that of whoever made it, in the key's role. A delegation is to a person and not to their keys. */
export async function standingOfKey(db: Database, maker: Bearer): Promise<Standing> {
  return standingBy(await readCharterInForce(db), maker, null);
}

export function standingBy(inForce: CharterInForce, bearer: Bearer, deputyOf: HeldDelegation | null = null): Standing {
  const { charter } = inForce;
  const own = carriedBy(charter, bearer);
  // A delegation stays in the own team (the store looks for no other), and carriedBy keeps the bounds of that team.
  const inPlace =
    deputyOf === null ? [] : carriedBy(charter, { team: bearer.team, role: 'lead', email: deputyOf.leadEmail });
  return { inForce, carries: new Set([...own, ...inPlace]), deputyOf };
}

/** What holds of somebody before any charter is signed: for tests of what people may do. */
export function defaultStanding(bearer: Omit<Bearer, 'email'>): Standing {
  return standingBy(DEFAULT_IN_FORCE, { ...bearer, email: '' });
}
