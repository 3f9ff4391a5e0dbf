import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';
import type { ItView, OsFamily, PastLook, Visit, WorldCell } from './world-device.ts';

/** A cell of which it is not yet said what is true and what should be judged. */
export type Unjudged = Omit<WorldCell, 'openInTruth' | 'expected'>;

export interface DeviceContext {
  readonly world: World;
  readonly scenario: Scenario;
  readonly family: OsFamily;
  readonly it: ItView | null;
  readonly visits: readonly Visit[];
  readonly pastLooks: readonly PastLook[];
  /** In this turn a check of the device itself has reported something. */
  readonly found: boolean;
  readonly debsecan: boolean;
}
