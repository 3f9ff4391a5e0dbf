import { randomUUID } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { Role } from '@baton/store/tables/people.ts';
import type { KeyActor, PersonActor } from '../../actor.ts';
import { defaultStanding } from '../../charter/standing.ts';

/** Adds a person with an account that cannot sign in: for tests of what people may do, not of how they come in. */
export async function addPerson(db: Database, name: string, team: Team, role: Role = 'member'): Promise<PersonActor> {
  const personId = randomUUID();
  await db
    .insertInto('person')
    .values({
      person_id: personId,
      email: `${personId}@example.org`,
      name,
      team,
      role,
      password_hash: '-',
      was_lead: role === 'lead',
      deactivated_at: null,
    })
    .execute();
  return {
    kind: 'person',
    personId,
    name,
    team,
    role,
    administrator: false,
    standing: defaultStanding({ team, role }),
  };
}

/** Adds an API key of a team, made by a person. */
export async function addKey(db: Database, name: string, team: Team, maker: PersonActor): Promise<KeyActor> {
  const keyId = randomUUID();
  await db
    .insertInto('api_key')
    .values({
      key_id: keyId,
      prefix: keyId.slice(0, 12),
      secret_hash: Buffer.alloc(32),
      name,
      team,
      role: 'member',
      created_by: maker.personId,
      created_at: Temporal.Now.instant().toString(),
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
  return { kind: 'key', keyId, name, team, role: 'member', standing: defaultStanding({ team, role: 'member' }) };
}
