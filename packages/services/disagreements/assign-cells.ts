import type { Selection } from '@baton/contract/disagreement-acts.ts';
import { formatScope } from '@baton/domain/scope/scope.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import * as store from '@baton/store/disagreements/assignments.ts';
import type { Connection } from '@baton/store/disagreements/chosen-cells.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { Actor, PersonActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { inSlices, type Slices } from './in-slices.ts';
import { narrowChoice, requireCells } from './narrow-choice.ts';
import { recordWork } from './record-work.ts';

export interface Assignment {
  readonly selection: Selection;
  /** Null: to nobody. */
  readonly personId: string | null;
}

/** Gives cells to a person of one’s own team, or takes them from whoever has them. */
export async function assignCells(
  trx: DatabaseTransaction,
  actor: Actor,
  { selection, personId }: Assignment,
  work?: Slices,
): Promise<{ readonly cells: number; readonly devices: number }> {
  const { personId: by, team } = requireAssigner(actor);
  const now = Temporal.Now.instant();
  const narrowed = await narrowChoice(trx, 'assign', team, selection, now.epochMilliseconds);
  requireCells(narrowed);
  if (personId === null) {
    const taken = await inSlices(trx, narrowed.choice, work, (some) => store.unassignCells(trx, some));
    await recordWork(trx, actor, 'cells-unassigned', { kind: 'cells', id: null }, { ...taken });
    return taken;
  }
  const name = await nameOfMember(trx, actor, personId);
  const given = await inSlices(trx, narrowed.choice, work, (some) =>
    store.assignCells(trx, some, { personId, by, at: now.toString() }),
  );
  await recordWork(
    trx,
    actor,
    'cells-assigned',
    { kind: 'person', id: personId, name },
    { ...given, causes: narrowed.causes, ...filterTold(selection) },
  );
  return given;
}

/** What the log says of which cells were meant. */
function filterTold(selection: Selection) {
  if (!('filter' in selection)) return {};
  const { scope, ...filter } = selection.filter;
  return { filter: { ...filter, ...(scope === undefined ? {} : { scope: formatScope(scope) }) } };
}

/** Refuses what would be refused at the end of long work, before it begins. */
export async function requireAssignment(db: Connection, actor: Actor, personId: string | null): Promise<void> {
  requireAssigner(actor);
  if (personId !== null) await nameOfMember(db, actor, personId);
}

/** People assign people; a key never does. */
function requireAssigner(actor: Actor): PersonActor {
  requirePermission(actor, 'disagreement.assign', actor.kind === 'person' ? actor.team : undefined);
  if (actor.kind === 'person') return actor;
  throw new ServiceError('not-permitted', 'To assign cells is for a signed-in person.');
}

async function nameOfMember(trx: Connection, actor: Actor, personId: string): Promise<string> {
  const person = await findPerson(trx, personId);
  if (person === undefined || person.deactivated_at !== null) {
    throw new ServiceError('not-found', 'There is no such person with an open account.', { where: 'body.personId' });
  }
  requirePermission(actor, 'disagreement.assign', person.team);
  if (person.role === 'viewer') {
    throw new ServiceError('invalid', `${person.name} only views: cells go to a lead or member.`, {
      where: 'body.personId',
      hint: 'Choose somebody else, or have the role changed by a lead.',
    });
  }
  return person.name;
}
