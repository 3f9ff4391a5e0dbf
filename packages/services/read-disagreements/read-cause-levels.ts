import type { CauseLevelsDto } from '@baton/contract/cause-levels.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { defaultHoursOf, hoursOf } from '@baton/domain/service-levels/cause-hours.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readCauseLevels, readLevelsInForce } from '@baton/store/disagreements/cause-levels.ts';
import { readStateCounts } from '@baton/store/disagreements/queue-groups.ts';
import { readCellStates } from '@baton/store/evidence/cell-states.ts';
import { requireCauses } from '../disagreements/set-cause-levels.ts';
import { currentRules } from '../rules/current-rules.ts';
import { statesWith } from './clocked-states.ts';
import { withStates } from './sum-states.ts';

type Hours = Readonly<Record<string, number>>;

/** How long each cause may last, with what is overdue by it. */
export async function readCauseLevelsNow(db: Database): Promise<CauseLevelsDto> {
  const { hours, ...levels } = await readLevelsInForce(db);
  const counts = await countByCause(db, hours);
  return {
    ...levels,
    levels: namedCauses(await currentRules(db)).map(({ id, label, owner }) => ({
      cause: id,
      label,
      owner,
      hours: hoursOf(id, hours),
      shipped: defaultHoursOf(id),
      ...(counts.get(id) ?? { cells: 0, overdue: 0 }),
    })),
  };
}

/** What would be overdue by other times, cause by cause. */
export async function previewCauseLevels(db: Database, change: Hours) {
  requireCauses(change);
  const { hours } = await readLevelsInForce(db);
  const [now, then] = [await countByCause(db, hours), await countByCause(db, { ...hours, ...change })];
  return {
    changes: namedCauses(await currentRules(db)).flatMap(({ id, label }) => {
      const to = change[id];
      const from = hoursOf(id, hours);
      if (to === undefined || to === from) return [];
      return [
        { cause: id, label, from, to, overdueNow: now.get(id)?.overdue ?? 0, overdueThen: then.get(id)?.overdue ?? 0 },
      ];
    }),
  };
}

export async function listCauseLevelVersions(db: Database) {
  return { rows: (await readCauseLevels(db)).map(({ hours, ...version }) => ({ ...version, hours: { ...hours } })) };
}

/** Every cause that the rules in force can name. */
function namedCauses(rules: RuleSet) {
  return [...rules.tried, rules.rule('unexplained')];
}

async function countByCause(
  db: Database,
  hours: Hours,
): Promise<ReadonlyMap<CauseId, { readonly cells: number; readonly overdue: number }>> {
  const states = statesWith(await readCellStates(db), hours, Date.now());
  const counts = new Map<CauseId, { cells: number; overdue: number }>();
  for (const { state, cells, over } of withStates(await readStateCounts(db, states), states)) {
    const before = counts.get(state.cause) ?? { cells: 0, overdue: 0 };
    counts.set(state.cause, { cells: before.cells + cells, overdue: before.overdue + over });
  }
  return counts;
}
