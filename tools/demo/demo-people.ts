import type { IdentityProof } from '@baton/contract/signatures.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { PersonActor } from '@baton/services/actor.ts';
import { acceptInvitation, invitePerson } from '@baton/services/people/invite-person.ts';
import { actorOf, type OpenedSession } from '@baton/services/people/sessions.ts';
import { makeSetUpToken, setUp } from '@baton/services/people/set-up.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { Role } from '@baton/store/tables/people.ts';

interface MadeUpPerson {
  readonly name: string;
  readonly email: string;
  readonly team: Team;
  readonly role: Role;
}

const person = (name: string, team: Team, role: Role): MadeUpPerson => ({
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@demo.example`,
  team,
  role,
});

const FIRST = person('Marta Keller', 'it', 'lead');
const INFOSEC_LEAD = person('Amira Haddad', 'infosec', 'lead');
const TESTER = person('Ines Okafor', 'it', 'member');
const DEPLOYER = person('Jonas Brandt', 'it', 'member');
const ANALYST = person('Piet de Vries', 'infosec', 'member');
const VERIFIER = person('Yuki Tanaka', 'infosec', 'member');

/** The people of the demo, as they are printed. */
export const DEMO_PEOPLE = [FIRST, TESTER, DEPLOYER, INFOSEC_LEAD, ANALYST, VERIFIER] as const;

/** Who does what in the demo. */
export interface Cast {
  readonly itLead: PersonActor;
  readonly tester: PersonActor;
  readonly deployer: PersonActor;
  readonly infosecLead: PersonActor;
  readonly analyst: PersonActor;
  readonly verifier: PersonActor;
}

/** Lets the people in as anybody comes in: the first by the set-up link, all others by invitations of their team's lead. */
export async function bringIn(db: Database, password: string, now: Temporal.Instant): Promise<Cast> {
  const token = (await makeSetUpToken(db, now)) ?? '';
  const itLead = await actorIn(db, now, await setUp(db, { token, ...FIRST, password }, VISITOR, now));
  const join = async (inviter: PersonActor, { email, team, role, name }: MadeUpPerson) => {
    const { token } = await invitePerson(db, inviter, { email, team, role }, now);
    return actorIn(db, now, await acceptInvitation(db, { token, name, password }, VISITOR, now));
  };
  const infosecLead = await join(itLead, INFOSEC_LEAD);
  return {
    itLead,
    infosecLead,
    tester: await join(itLead, TESTER),
    deployer: await join(itLead, DEPLOYER),
    analyst: await join(infosecLead, ANALYST),
    verifier: await join(infosecLead, VERIFIER),
  };
}

export const VISITOR = { address: '127.0.0.1', userAgent: 'demo', relyingParty: null };

/** Everybody in the demo has one password. */
export function proofOf(password: string): IdentityProof {
  return { method: 'password', password };
}

function actorIn(db: Database, now: Temporal.Instant, { person }: OpenedSession): Promise<PersonActor> {
  return actorOf(db, person, now);
}
