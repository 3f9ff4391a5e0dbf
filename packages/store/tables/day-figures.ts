import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { NumbersOfUnit } from '@baton/domain/reconciliation/unit-numbers.ts';

/** Cells of one state, by its number. */
export interface StateCells {
  readonly stateId: number;
  readonly cells: number;
}

/** All that a board shows of a set of devices at one time. Whatever counts cells is a sum over `states`. */
export interface BoardFigures {
  readonly states: readonly StateCells[];
  /** Devices with a cell of a cause, in a part of the bridge or at all. */
  readonly causes: readonly { readonly part: BridgePart | 'all'; readonly cause: CauseId; readonly devices: number }[];
  readonly devices: {
    readonly total: number;
    readonly inIt: number;
    readonly inInfosec: number;
    readonly inBoth: number;
  };
  readonly byDevice: NumbersOfUnit;
}

/** The numbers by fixes and by vulnerabilities. */
export interface FixFigures {
  readonly byFix: NumbersOfUnit;
  readonly byVulnerability: NumbersOfUnit;
}

/** A day as it is noted. */
export type DayFigures = BoardFigures & FixFigures;
