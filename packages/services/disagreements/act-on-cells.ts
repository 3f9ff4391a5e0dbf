import { randomUUID } from 'node:crypto';
import type { Selection } from '@baton/contract/disagreement-acts.ts';
import { formatScope } from '@baton/domain/scope/scope.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { idOfActor, type TeamActor } from '../actor.ts';
import { actorAgain, type WhoBegan } from '../people/actor-again.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { runWork } from '../work/run-work.ts';
import { startWork } from '../work/start-work.ts';
import { assignCells, requireAssignment } from './assign-cells.ts';
import type { Slices } from './in-slices.ts';
import { narrowChoice, requireCells } from './narrow-choice.ts';
import { requestOnDevices, requireRequester } from './request-on-devices.ts';

/** From so many cells on, an act is long work: it takes some seconds, can be watched and stopped. */
export const LONG_FROM_CELLS = 100_000;

/** What writes a row a cell, or a row a device. */
export type CellAct = { readonly selection: Selection } & (
  | { readonly act: 'assign'; readonly personId: string | null }
  | { readonly act: 'rescan' | 'reboot'; readonly note: string | null; readonly requestId?: string | undefined }
);

export interface Acted {
  readonly cells: number;
  readonly devices: number;
  /** The request that was made; null for an assignment, and while the work is under way. */
  readonly requestId: string | null;
  /** The work that does it; null where it is done. */
  readonly workId: string | null;
}

/** Does an act on cells at once, or begins it as long work where there are very many. */
export async function actOnCells(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  act: CellAct,
  longFrom = LONG_FROM_CELLS,
): Promise<Acted> {
  if (act.act === 'assign') await requireAssignment(db, actor, act.personId);
  else requireRequester(actor);
  const narrowed = await narrowChoice(db, act.act, actor.team, act.selection, Date.parse(context.now));
  requireCells(narrowed);
  const { cells, devices } = narrowed;
  if (cells < longFrom || !('filter' in act.selection)) {
    return db.transaction().execute(async (trx) => ({ ...(await doAct(trx, context, actor, act)), workId: null }));
  }
  // The request's id is the work's subject, so that it is found when the work is done.
  const begun = act.act === 'assign' ? act : { ...act, requestId: randomUUID() };
  const subjectId = begun.act === 'assign' ? undefined : begun.requestId;
  return db.transaction().execute(async (trx) => {
    const title = `${TITLES[act.act]} ${cells.toLocaleString('en-US')} cells on ${devices.toLocaleString('en-US')} devices`;
    const { workId } = await startWork(trx, actor, { kind: 'disagreements', title, subjectId, totalUnits: devices });
    const who: WhoBegan = { kind: actor.kind, id: idOfActor(actor) ?? '', team: actor.team };
    await enqueueJob(trx, 'act-on-cells', { workId, who, act: asSent(begun) });
    return { cells, devices, requestId: null, workId };
  });
}

const TITLES = { assign: 'Assigning', rescan: 'Requesting a rescan of', reboot: 'Requesting a restart for' } as const;

/** The job behind it: the whole act in one transaction, with the rights that whoever began it has now. */
export async function runCellAct(
  db: Database,
  context: RelayContext,
  { workId, who, act }: { readonly workId: string; readonly who: WhoBegan; readonly act: CellAct },
): Promise<void> {
  await runWork(db, workId, async (work) => {
    const actor = await actorAgain(db, who);
    if (actor === null) {
      throw new ServiceError('not-permitted', 'Whoever began this has no open account, or no valid key, any more.');
    }
    return db.transaction().execute((trx) => doAct(trx, context, actor, act, work));
  });
}

async function doAct(
  trx: Parameters<typeof assignCells>[0],
  context: RelayContext,
  actor: TeamActor,
  act: CellAct,
  work?: Slices,
): Promise<Omit<Acted, 'workId'>> {
  if (act.act === 'assign') return { ...(await assignCells(trx, actor, act, work)), requestId: null };
  const { act: kind, ...wish } = act;
  return requestOnDevices(trx, context, actor, { kind, ...wish }, work);
}

/** As it came over the API: a scope as its text. */
function asSent(act: CellAct): object {
  if (!('filter' in act.selection)) return act;
  const { scope, ...filter } = act.selection.filter;
  return {
    ...act,
    selection: { filter: { ...filter, ...(scope === undefined ? {} : { scope: formatScope(scope) }) } },
  };
}
