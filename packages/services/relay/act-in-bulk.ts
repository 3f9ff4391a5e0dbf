import type { BulkAct, BulkPreview, RemediationSelection } from '@baton/contract/remediations-in-bulk.ts';
import { MOST_AT_ONCE } from '@baton/contract/remediations-in-bulk.ts';
import type { RejectReason } from '@baton/domain/relay/leg.ts';
import { holderOf, type Place } from '@baton/domain/relay/leg.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { listRemediations } from '@baton/store/relay/list-remediations.ts';
import { type RemediationRecord, readRemediations } from '@baton/store/relay/remediations.ts';
import type { TeamActor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { assignRemediation } from './assign-remediation.ts';
import { commentOn } from './comment-on.ts';
import { moveBaton } from './move-baton.ts';
import type { RelayContext } from './relay-context.ts';
import { watchRemediation } from './watch-remediation.ts';
import { whyNotInBulk } from './why-not-in-bulk.ts';

export interface BulkOrder {
  readonly act: BulkAct;
  readonly items: readonly { readonly remediationId: string; readonly version: number }[];
  readonly note?: string | undefined;
  readonly reason?: RejectReason | undefined;
  readonly personId?: string | null | undefined;
}

export interface BulkDone {
  readonly done: number;
  readonly refused: readonly { readonly remediationId: string; readonly fix: string; readonly why: string }[];
}

/** What an act would do to each of many remediations, before it is done. Nothing is written. */
export async function previewBulk(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  { act, selection }: { readonly act: BulkAct; readonly selection: RemediationSelection },
): Promise<BulkPreview> {
  const { rows, total } = await selected(db, context, actor, selection);
  const reasons = await whyNotInBulk(db, context, actor, act, rows);
  const items = rows.map((record) => ({
    remediationId: record.remediation_id,
    fix: record.fix_id,
    place: record.place,
    version: record.version,
    cells: record.open + record.disputed + record.unproven,
    why: reasons.get(record.remediation_id)?.why ?? null,
  }));
  const open = items.filter(({ why }) => why === null);
  const places = new Map<Place, number>();
  for (const { remediationId } of open) {
    const to = reasons.get(remediationId)?.to ?? null;
    if (to !== null) places.set(to, (places.get(to) ?? 0) + 1);
  }
  return {
    act,
    matching: total,
    items,
    open: open.length,
    cells: open.reduce((sum, { cells }) => sum + cells, 0),
    to: [...places].map(([place, remediations]) => ({ place, team: holderOf(place), remediations })),
  };
}

/** The first of what is chosen, in the order in which it is to be taken up. */
async function selected(
  db: Database,
  { now }: RelayContext,
  actor: TeamActor,
  selection: RemediationSelection,
): Promise<{ readonly rows: readonly RemediationRecord[]; readonly total: number }> {
  if ('ids' in selection) {
    const rows = await readRemediations(db, { remediationIds: selection.ids });
    return { rows, total: rows.length };
  }
  const { overdue, mine, watched, emergency, ...filter } = selection.filter;
  const self = actor.kind === 'person' ? actor.personId : undefined;
  return listRemediations(
    db,
    {
      ...filter,
      overdue: overdue === 'true',
      emergency: emergency === 'true',
      carrierId: mine === 'true' ? self : undefined,
      watcherId: watched === 'true' ? self : undefined,
    },
    { sort: 'next', descending: false, limit: MOST_AT_ONCE, offset: 0 },
    now,
  );
}

/**
 * Does one act on many remediations, each in a transaction of its own and by the rules of that one act: what is refused, or has
 * moved since it was previewed, is named and holds nothing else up.
 */
export async function actInBulk(
  db: Database,
  context: () => RelayContext,
  actor: TeamActor,
  order: BulkOrder,
): Promise<BulkDone> {
  requireWords(order);
  const records = await readRemediations(db, { remediationIds: order.items.map(({ remediationId }) => remediationId) });
  const names = new Map(records.map(({ remediation_id, fix_id }) => [remediation_id, fix_id]));
  const refused: BulkDone['refused'][number][] = [];
  for (const item of order.items) {
    try {
      await actOnOne(db, context(), actor, order, item);
    } catch (cause) {
      if (!(cause instanceof ServiceError)) throw cause;
      refused.push({ remediationId: item.remediationId, fix: names.get(item.remediationId) ?? '', why: cause.message });
    }
  }
  return { done: order.items.length - refused.length, refused };
}

function requireWords({ act, note, reason, personId }: BulkOrder): void {
  const needsNote = act === 'hand-over' || act === 'reject' || act === 'comment';
  if (needsNote && !note) {
    throw new ServiceError('invalid', 'It is done with a note: what the others must know.', { where: 'body.note' });
  }
  if (act === 'reject' && !reason) {
    throw new ServiceError('invalid', 'A rejection names one of the reasons.', { where: 'body.reason' });
  }
  if (act === 'assign' && personId === undefined) {
    throw new ServiceError('invalid', 'Say to whom; null for nobody.', { where: 'body.personId' });
  }
}

async function actOnOne(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  { act, note, reason, personId = null }: BulkOrder,
  { remediationId, version }: BulkOrder['items'][number],
): Promise<void> {
  const words = note ?? null;
  await db.transaction().execute(async (trx) => {
    switch (act) {
      case 'hand-over':
        await moveBaton(trx, context, { actor, remediationId, version, act, note: words });
        return;
      case 'reject':
        await moveBaton(trx, context, {
          actor,
          remediationId,
          version,
          act,
          note: words,
          ...(reason ? { rejectReason: reason } : {}),
        });
        return;
      case 'assign':
        await assignRemediation(trx, context, { actor, remediationId, version, personId, note: words });
        return;
      case 'comment':
        await commentOn(trx, context, { actor, remediationId, note: words ?? '' });
        return;
      case 'watch':
        if (actor.kind !== 'person') throw new ServiceError('not-permitted', 'To watch is for a signed-in person.');
        await watchRemediation(trx, context, { actor, remediationId, watch: true });
    }
  });
}
