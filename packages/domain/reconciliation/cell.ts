import type { Says } from '../evidence/report.ts';
import type { Owner } from '../evidence/team.ts';
import type { CauseId } from './cause-id.ts';
import type { Verdict } from './verdict.ts';

/** What IT's evidence comes to for one cell; `silent` where IT knows the device and says nothing of this fix, `absent` where it does not know the device. */
export type ItSays = Says | 'silent' | 'absent';

/** What InfoSec's evidence comes to for one cell; `not_reported` is silence on a scanned device, `absent` a device it has not scanned. */
export type InfosecSays = 'reported' | 'not_reported' | 'absent';

/** One device × one fix that applies to it, judged: the unit that both teams count. */
export interface Cell {
  readonly deviceId: string;
  readonly fixId: string;
  readonly verdict: Verdict;
  /** Null for proven and open cells; `excepted` for excepted ones. */
  readonly cause: CauseId | null;
  /** Version of the cause's rule; null without a cause. */
  readonly ruleVersion: number | null;
  /** Other causes that fit as well, in the order of the rules; on proven and open cells remarks, which explain no difference. */
  readonly also: readonly CauseId[];
  /** Who moves next; `it` for open cells (deploy), `none` for proven and excepted ones. */
  readonly owner: Owner;
  readonly itSays: ItSays;
  readonly infosecSays: InfosecSays;
  /** Whether IT's own rate counts the cell: it has an opinion on it. */
  readonly itCounts: boolean;
  /** Whether InfoSec scanned the device at all. */
  readonly scanned: boolean;
  /** Older fixes that both sides' words on were folded into this one. */
  readonly folded: readonly string[];
}
