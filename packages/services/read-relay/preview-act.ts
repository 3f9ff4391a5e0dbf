import type { ActName, OfferedAct } from '@baton/contract/remediations.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { holderOf, type Place } from '@baton/domain/relay/leg.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { TeamActor } from '../actor.ts';
import { cellCounts } from '../relay/cell-counts.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { leftToDo } from './left-to-do.ts';
import { offeredActs } from './offered-acts.ts';
import { readForPanel } from './read-remediation.ts';

export interface ActPreview {
  readonly act: ActName;
  readonly from: Place;
  readonly to: Place | null;
  readonly fromTeam: Team;
  readonly toTeam: Team;
  readonly open: boolean;
  readonly why: string | null;
  readonly missing: { readonly count: number; readonly what: string }[];
  readonly cells: number;
  readonly devices: number;
  readonly clock: string | null;
}

/** What an act would do and what it would leave unfinished, before it is done. Nothing is written. */
export async function previewAct(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  request: { readonly remediationId: string; readonly act: ActName },
): Promise<ActPreview> {
  const { record, panelFacts } = await readForPanel(db, context, actor, request.remediationId);
  const offered = offeredActs(panelFacts).find(({ act }) => act === request.act);
  if (!offered) {
    throw new ServiceError(
      'relay-refused',
      `“${request.act.replaceAll('-', ' ')}” is no act of the leg ${record.place}.`,
    );
  }
  const { required } = cellCounts(panelFacts.counts);
  return {
    act: request.act,
    from: record.place,
    to: offered.to,
    fromTeam: holderOf(record.place),
    toTeam: holderOf(offered.to ?? record.place),
    open: offered.open,
    why: offered.why,
    missing: leftToDo(panelFacts.causes).map(({ count, what, detail }) => ({ count, what: `${what}: ${detail}` })),
    // A cell is a device of this fix: the two counts are one here.
    cells: required,
    devices: required,
    clock: clockWords(record.place, offered),
  };
}

function clockWords(from: Place, { act, to }: OfferedAct): string | null {
  if (from === 'test' && to === 'approve') return 'The fix counts as tested from now: the time to prove it starts.';
  if (to === 'test')
    return 'The test counts as not done; the time to prove it starts at the latest where the time to test ends.';
  if (to === 'closed') return 'The clock ends now.';
  if (act === 'emergency') return 'The time to prove it starts now; both leads approve within 24 hours.';
  return act === 'reopen' ? 'The clock starts anew.' : null;
}
