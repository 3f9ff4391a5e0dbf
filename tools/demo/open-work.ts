import type { Place } from '@baton/domain/relay/leg.ts';
import type { FixCell } from '@baton/services/relay/fix-evidence.ts';
import { listRemediations } from '@baton/store/relay/list-remediations.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import { relayAt } from './demo-clock.ts';
import type { Stage } from './play-turn.ts';

const PAGE = { sort: 'fix', descending: false, limit: 500, offset: 0 } as const;

/** What stands in a place of the relay at a time of the past. */
export async function openIn({ db }: Stage, place: Place, at: number): Promise<readonly RemediationRecord[]> {
  return (await listRemediations(db, { state: 'open', place }, PAGE, new Date(at).toISOString())).rows;
}

/** One of them; undefined where it has closed. */
export async function openOne({ db }: Stage, id: string, at: number): Promise<RemediationRecord | undefined> {
  return (await listRemediations(db, { state: 'open', ids: [id] }, PAGE, new Date(at).toISOString())).rows[0];
}

/** The cells that a remediation is about. */
export async function cellsOf({ db }: Stage, record: RemediationRecord, at: number): Promise<readonly FixCell[]> {
  return (await relayAt(db, at).evidence.cells(db, record, { limit: 10_000, offset: 0 })).rows;
}
