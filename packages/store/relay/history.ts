import type { ClockMove } from '@baton/domain/relay/clock-events.ts';
import type { Doer } from '@baton/domain/relay/doer.ts';
import type { EventDetails } from '@baton/domain/relay/event-details.ts';
import type { Act, Place, RejectReason } from '@baton/domain/relay/leg.ts';
import type { RelayEvent } from '@baton/domain/relay/relay-event.ts';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { RelayTables } from '../tables/relay.ts';

/** An entry of a remediation's history as it is kept: with the name of that day and the numbers behind it. */
export interface KeptEvent extends RelayEvent {
  readonly byName: string;
  readonly details: EventDetails;
}

/** An entry to append. The store gives it the next number and a time not before the last. */
export interface NewEvent {
  readonly remediationId: string;
  readonly seq: number;
  readonly at: string;
  readonly act: Act;
  readonly by: Doer;
  readonly byName: string;
  readonly from: Place | null;
  readonly to: Place | null;
  readonly note: string | null;
  readonly rejectReason?: RejectReason;
  readonly details: EventDetails;
}

/** Appends entries. The database refuses what does not follow from the entry before (migration 0003). */
export async function appendEvents(trx: DatabaseTransaction, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await trx
    .insertInto('remediation_event')
    .values(
      events.map((event) => ({
        remediation_id: event.remediationId,
        seq: event.seq,
        at: event.at,
        act: event.act,
        from_place: event.from,
        to_place: event.to,
        by_kind: event.by.kind,
        by_id: event.by.kind === 'system' ? null : event.by.id,
        by_person: event.by.kind === 'person' ? event.by.id : event.by.kind === 'key' ? event.by.personId : null,
        by_name: event.byName,
        by_team: event.by.kind === 'person' || event.by.kind === 'key' ? event.by.team : null,
        by_role: event.by.kind === 'person' ? event.by.role : null,
        note: event.note,
        reject_reason: event.rejectReason ?? null,
        details: JSON.stringify(event.details),
      })),
    )
    .execute();
}

/** The whole history of remediations, oldest first, by remediation. */
export async function readHistories(
  db: Database | DatabaseTransaction,
  remediationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly KeptEvent[]>> {
  const histories = new Map<string, KeptEvent[]>(remediationIds.map((id) => [id, []]));
  const rows = await db
    .selectFrom('remediation_event')
    .selectAll()
    .where('remediation_id', '=', sql<string>`ANY(${remediationIds}::uuid[])`)
    .orderBy('remediation_id')
    .orderBy('seq')
    .execute();
  for (const row of rows) histories.get(row.remediation_id)?.push(keptEvent(row));
  return histories;
}

/** Only what clocks are read from: the moves of the baton, oldest first, by remediation. */
export async function readClockMoves(
  db: Database | DatabaseTransaction,
  remediationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ClockMove[]>> {
  const moves = new Map<string, ClockMove[]>(remediationIds.map((id) => [id, []]));
  const rows = await db
    .selectFrom('remediation_event')
    .select(['remediation_id', 'act', 'at', 'from_place as from', 'to_place as to'])
    .where('remediation_id', '=', sql<string>`ANY(${remediationIds}::uuid[])`)
    .where('to_place', 'is not', null)
    .orderBy('remediation_id')
    .orderBy('seq')
    .execute();
  for (const { remediation_id, ...move } of rows) moves.get(remediation_id)?.push(move);
  return moves;
}

export async function readHistory(
  db: Database | DatabaseTransaction,
  remediationId: string,
): Promise<readonly KeptEvent[]> {
  return (await readHistories(db, [remediationId])).get(remediationId) ?? [];
}

/** A page of a history, newest first. */
export async function readActivity(
  db: Database | DatabaseTransaction,
  remediationId: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly KeptEvent[]; readonly total: number }> {
  const rows = await db
    .selectFrom('remediation_event')
    .selectAll()
    .where('remediation_id', '=', remediationId)
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await db
    .selectFrom('remediation_event')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('remediation_id', '=', remediationId)
    .executeTakeFirstOrThrow();
  return { rows: rows.map(keptEvent), total };
}

type EventRow = Selectable<RelayTables['remediation_event']>;

function keptEvent(row: EventRow): KeptEvent {
  return {
    seq: row.seq,
    at: row.at,
    act: row.act,
    by: doerOf(row),
    byName: row.by_name,
    from: row.from_place,
    to: row.to_place,
    note: row.note,
    ...(row.reject_reason === null ? {} : { rejectReason: row.reject_reason }),
    details: row.details,
  };
}

function doerOf(row: EventRow): Doer {
  const id = row.by_id ?? '';
  const team = row.by_team ?? 'it';
  switch (row.by_kind) {
    case 'person':
      return { kind: 'person', id, team, role: row.by_role ?? 'member' };
    case 'key':
      return { kind: 'key', id, team, personId: row.by_person };
    case 'device':
      return { kind: 'device', id };
    case 'system':
      return { kind: 'system' };
  }
}
