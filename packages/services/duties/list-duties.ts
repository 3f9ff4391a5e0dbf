import type { Duties } from '@baton/contract/duties.ts';
import { type Asked, whoIsAsked } from '@baton/domain/charter/who-is-asked.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readDuties, readWorkers } from '@baton/store/signatures/duties.ts';
import type { DutyKind } from '@baton/store/tables/signatures.ts';

type DutyOfNow = Awaited<ReturnType<typeof readDuties>>[number];

/** Who is away, on call or deputy, now and to come; and who is asked now for each team. */
export async function listDuties(db: Database, now: Temporal.Instant = Temporal.Now.instant()): Promise<Duties> {
  const duties = await readDuties(db, now.toString());
  const of = async (team: Team) => [...(await askedOf(db, team, duties, now))];
  return {
    rows: duties.map((duty) => ({
      dutyId: duty.duty_id,
      kind: duty.kind,
      team: duty.team,
      personId: duty.person_id,
      person: duty.person,
      lead: duty.lead,
      startsAt: duty.starts_at,
      endsAt: duty.ends_at,
      note: duty.note,
      madeBy: duty.maker,
      state: hasStarted(duty, now) ? 'now' : 'to-come',
    })),
    asked: { it: await of('it'), infosec: await of('infosec') },
  };
}

/** Whom a message to a team's lead goes to at `now`: escalations and requests for signatures. */
export async function readAsked(db: Database, team: Team, now: Temporal.Instant): Promise<readonly Asked[]> {
  return askedOf(db, team, await readDuties(db, now.toString()), now);
}

async function askedOf(
  db: Database,
  team: Team,
  duties: readonly DutyOfNow[],
  now: Temporal.Instant,
): Promise<readonly Asked[]> {
  const members = await readWorkers(db, team);
  const has = (personId: string, kind: DutyKind): boolean =>
    duties.some((duty) => duty.person_id === personId && duty.kind === kind && hasStarted(duty, now));
  return whoIsAsked(
    members.map((member) => ({
      ...member,
      isDeputy: has(member.personId, 'deputy'),
      isOnCall: has(member.personId, 'on-call'),
      isAway: has(member.personId, 'away'),
    })),
  );
}

function hasStarted({ starts_at }: DutyOfNow, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(starts_at, now) <= 0;
}
