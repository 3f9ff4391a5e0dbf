import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import { cellsByVerdict } from '@baton/domain/reconciliation/count-states.ts';
import { numbersOfCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type AskedView, viewOf } from '../read-board/asked-view.ts';
import { figuresOf } from '../read-board/board-figures.ts';
import { causeGroups } from '../read-board/cause-groups.ts';

/** Disputed and unproven cells of any devices at any time by cause, the largest first, unexplained last. */
export async function listDisagreements(db: Database, asked: AskedView = {}) {
  const figures = await figuresOf(db, viewOf(asked));
  const groups = causeGroups(figures).map(({ cause, cells, devices, disputed }) => {
    const { label, summary, nextAction, version, owner } = causeRule(cause);
    return {
      cause,
      label,
      summary,
      nextAction,
      ruleVersion: version,
      owner,
      cells,
      devices,
      disputed,
      unproven: cells - disputed,
      gain: cells,
    };
  });
  const { disputed, unproven } = cellsByVerdict(figures.states);
  const { required } = numbersOfCells(figures.states);
  return { groups, cells: disputed + unproven, disputed, unproven, required };
}
