import type { Team } from '@baton/domain/evidence/team.ts';
import type { Role } from '@baton/store/tables/people.ts';
import type { Standing } from './charter/standing.ts';

/** Somebody signed in. */
export interface PersonActor {
  readonly kind: 'person';
  readonly personId: string;
  readonly name: string;
  readonly team: Team;
  readonly role: Role;
  readonly administrator: boolean;
  readonly standing: Standing;
}

/** An API key; it acts for its one team and never administers. */
export interface KeyActor {
  readonly kind: 'key';
  readonly keyId: string;
  readonly name: string;
  readonly team: Team;
  readonly role: Role;
  readonly standing: Standing;
}

/** The agent of an enrolled device; it speaks for its device only. */
export interface DeviceActor {
  readonly kind: 'device';
  readonly deviceId: string;
  readonly name: string;
}

/** Baton itself, at start or in a job. It belongs to no team. */
export interface SystemActor {
  readonly kind: 'system';
}

/** Whoever does something. Services take it as an argument, decide by it, and write it to the log. */
export type Actor = PersonActor | KeyActor | DeviceActor | SystemActor;

/** Those who act for a team. */
export type TeamActor = PersonActor | KeyActor;

export const SYSTEM: SystemActor = { kind: 'system' };

/** How a screen or the log names an actor. */
export function nameOfActor(actor: Actor): string {
  return actor.kind === 'system' ? 'Baton' : actor.name;
}

/** The id by which an actor is compared with another ("the deployer cannot verify"); null for Baton itself. */
export function idOfActor(actor: Actor): string | null {
  switch (actor.kind) {
    case 'person':
      return actor.personId;
    case 'key':
      return actor.keyId;
    case 'device':
      return actor.deviceId;
    case 'system':
      return null;
  }
}
