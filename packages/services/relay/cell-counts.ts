import type { CellCounts } from '@baton/domain/relay/decide-act.ts';
import type { FixCellCounts } from './fix-evidence.ts';

/** The counts as the relay's rules take them. */
export function cellCounts(counts: FixCellCounts): CellCounts {
  return {
    required: counts.proven + counts.open + counts.disputed + counts.unproven,
    proven: counts.proven,
    installed: counts.installed,
    excepted: counts.excepted,
  };
}
