import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findApiKey } from '@baton/store/people/api-keys.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { TeamActor } from '../actor.ts';
import { standingOfKey } from '../charter/standing.ts';
import { lesserRole } from './api-keys.ts';
import { actorOf } from './sessions.ts';

/** Who began long work, as a job keeps it. */
export interface WhoBegan {
  readonly kind: TeamActor['kind'];
  readonly id: string;
  readonly team: Team;
}

/** Whoever began long work, with the rights of now; null where the account is closed, the key is over, or the team is another. */
export async function actorAgain(db: Database, { kind, id, team }: WhoBegan): Promise<TeamActor | null> {
  const actor = kind === 'person' ? await personAgain(db, id) : await keyAgain(db, id);
  return actor?.team === team ? actor : null;
}

async function personAgain(db: Database, personId: string): Promise<TeamActor | null> {
  const person = await findPerson(db, personId);
  return person === undefined || person.deactivated_at !== null ? null : actorOf(db, person);
}

async function keyAgain(db: Database, keyId: string): Promise<TeamActor | null> {
  const key = await findApiKey(db, keyId);
  if (key === undefined || key.revoked_at !== null) return null;
  if (key.expires_at !== null && Date.parse(key.expires_at) <= Date.now()) return null;
  const maker = await findPerson(db, key.created_by);
  if (maker === undefined || maker.deactivated_at !== null || maker.team !== key.team) return null;
  const role = lesserRole(key.role, maker.role);
  const standing = await standingOfKey(db, { team: key.team, role, email: maker.email });
  return { kind: 'key', keyId, name: key.name, team: key.team, role, standing };
}
