import type { Owner } from '../evidence/team.ts';
import { needsWork } from '../relay/needs-work.ts';
import { type BridgePart, partsOf } from './bridge.ts';
import type { CauseId } from './cause-id.ts';
import type { Cell, InfosecSays, ItSays } from './cell.ts';
import type { Verdict } from './verdict.ts';

/**
 * All that a cell comes to, but for which device and fix it is of. A fleet of millions of cells has a few hundred of these, so
 * that they are kept once and numbers are sums over them.
 */
export interface CellState {
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
  readonly also: readonly CauseId[];
  readonly owner: Owner;
  readonly itSays: ItSays;
  readonly infosecSays: InfosecSays;
  readonly itPart: BridgePart | null;
  readonly infosecPart: BridgePart | null;
  /** Version of the cause's rule; null without a cause. */
  readonly ruleVersion: number | null;
  readonly itCounts: boolean;
  readonly scanned: boolean;
  readonly needsWork: boolean;
}

export function stateOf(cell: Cell): CellState {
  const parts = partsOf(cell);
  return {
    verdict: cell.verdict,
    cause: cell.cause,
    also: cell.also,
    owner: cell.owner,
    itSays: cell.itSays,
    infosecSays: cell.infosecSays,
    itPart: parts.find((part) => part.startsWith('it-')) ?? null,
    infosecPart: parts.find((part) => part.startsWith('infosec-')) ?? null,
    ruleVersion: cell.ruleVersion,
    itCounts: cell.itCounts,
    scanned: cell.scanned,
    needsWork: needsWork(cell),
  };
}

type OfState = Pick<Cell, 'verdict' | 'cause' | 'also' | 'owner' | 'itSays' | 'infosecSays' | 'ruleVersion'>;

/** Whether the key of a cell is that of a state, without making keys. A cell with remarks is not told apart here: false. */
export function isOfState(cell: OfState, state: CellState): boolean {
  return (
    cell.verdict === state.verdict &&
    cell.cause === state.cause &&
    cell.ruleVersion === state.ruleVersion &&
    cell.owner === state.owner &&
    cell.itSays === state.itSays &&
    cell.infosecSays === state.infosecSays &&
    cell.also.length === 0 &&
    state.also.length === 0
  );
}

/** Equal states have equal keys. A cell has the key of its state, and is found by it without making the state. */
export function stateKey(cell: OfState): string {
  const { verdict, cause, also, owner, itSays, infosecSays, ruleVersion } = cell;
  const others = also.length === 0 ? '' : also.join(',');
  return `${verdict}|${cause ?? ''}|${ruleVersion ?? ''}|${owner}|${itSays}|${infosecSays}|${others}`;
}
