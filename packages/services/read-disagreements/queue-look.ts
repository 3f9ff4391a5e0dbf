import type { DisagreementGroup } from '@baton/contract/disagreements.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { CellChoice, Connection } from '@baton/store/disagreements/chosen-cells.ts';
import type { WorkState } from './clocked-states.ts';
import type { CountedState } from './sum-states.ts';

/** What groups are made from: every state with its cells, as one look at the database told. */
export interface QueueLook {
  readonly db: Connection;
  readonly rules: RuleSet;
  readonly states: readonly WorkState[];
  readonly counts: readonly CountedState[];
  /** On how many devices each cause is. */
  readonly devicesOf: ReadonlyMap<CauseId, number>;
  /** The devices of the scope; undefined: all. */
  readonly devices: CellChoice['devices'];
  readonly limit: number;
  readonly offset: number;
}

export interface Groups {
  readonly groups: readonly DisagreementGroup[];
  readonly total: number;
}
