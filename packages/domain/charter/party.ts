import type { Team } from '../evidence/team.ts';

/** Who stands in a column of the charter: a whole team, a role of it, or one person by name. */
export type Party =
  | { readonly kind: 'team'; readonly team: Team }
  | { readonly kind: 'role'; readonly team: Team; readonly role: 'lead' | 'member' }
  | { readonly kind: 'person'; readonly email: string };

/** The parties that every charter has, in the order of the columns: IT, then InfoSec. */
export const STANDING_PARTIES = ['it', 'it lead', 'it member', 'infosec', 'infosec lead', 'infosec member'] as const;
export type StandingParty = (typeof STANDING_PARTIES)[number];

const STANDING: Readonly<Record<StandingParty, Party>> = {
  it: { kind: 'team', team: 'it' },
  'it lead': { kind: 'role', team: 'it', role: 'lead' },
  'it member': { kind: 'role', team: 'it', role: 'member' },
  infosec: { kind: 'team', team: 'infosec' },
  'infosec lead': { kind: 'role', team: 'infosec', role: 'lead' },
  'infosec member': { kind: 'role', team: 'infosec', role: 'member' },
};

export function isStandingParty(name: string): name is StandingParty {
  return Object.hasOwn(STANDING, name);
}

/** The party of a name: one of the standing ones, or else a person's e-mail. */
export function partyOf(name: string): Party {
  return isStandingParty(name) ? STANDING[name] : { kind: 'person', email: name };
}
