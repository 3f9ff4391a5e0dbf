import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Cover } from '@baton/store/evidence/fix-cells.ts';
import { type FixCellCounts, type FixEvidence, NO_CELLS } from './fix-evidence.ts';

/**
 * The cells of each remediation, by its id: of one that was split off those of its devices, of the one that was not all that are
 * in no other. They sum to the cells of the fix.
 */
export async function countRemediations(
  db: Database | DatabaseTransaction,
  evidence: FixEvidence,
  remediations: readonly Cover[],
): Promise<ReadonlyMap<string, FixCellCounts>> {
  const fixIds = [...new Set(remediations.map(({ fix_id }) => fix_id))];
  const whole = await evidence.countCells(db, fixIds);
  const splits = await evidence.countSplits(db, fixIds);
  return new Map(
    remediations.map(({ remediation_id, fix_id, is_split }) => {
      if (is_split) return [remediation_id, splits.get(remediation_id) ?? NO_CELLS];
      const others = [...splits.values()].filter(({ fix }) => fix === fix_id);
      return [remediation_id, others.reduce(without, whole.get(fix_id) ?? NO_CELLS)];
    }),
  );
}

function without(all: FixCellCounts, some: FixCellCounts): FixCellCounts {
  return {
    disputed: all.disputed - some.disputed,
    unproven: all.unproven - some.unproven,
    open: all.open - some.open,
    proven: all.proven - some.proven,
    excepted: all.excepted - some.excepted,
    installed: all.installed - some.installed,
    itCounted: all.itCounted - some.itCounted,
    scanned: all.scanned - some.scanned,
    notReported: all.notReported - some.notReported,
    needsWork: all.needsWork - some.needsWork,
  };
}
