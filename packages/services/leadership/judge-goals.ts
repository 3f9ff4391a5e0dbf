import { jointGoals, type LeadershipPage } from '@baton/contract/leadership.ts';
import { type GoalFigure, type GoalMeasure, isReached, MEASURE_WORDS } from '@baton/domain/leadership/joint-goals.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readInForce } from '@baton/store/signatures/in-force.ts';
import { JOINT_GOALS } from './goals-document.ts';

type Figured = Pick<LeadershipPage, 'agreed' | 'verifiedOnTime' | 'seenByBoth' | 'unexplained' | 'risk' | 'oldest'>;

/** The goals that both leads have signed, with where each stands; null where none are in force. */
export async function judgeGoals(db: Database, page: Figured): Promise<LeadershipPage['goals']> {
  const inForce = await readInForce(db, JOINT_GOALS);
  if (inForce === undefined) return null;
  const { title, by, goals } = jointGoals.parse(JSON.parse(inForce.content));
  const figures = figuresOf(page);
  return {
    version: inForce.version,
    signedAt: inForce.inForceFrom,
    title,
    by,
    goals: goals.map((goal) => {
      const { label, unit } = MEASURE_WORDS[goal.measure];
      const figure = figures[goal.measure];
      return { ...goal, label, unit, figure, reached: isReached(goal, figure) };
    }),
  };
}

/** The same figures that stand elsewhere on the page: a goal has none of its own. */
function figuresOf(page: Figured): Record<GoalMeasure, GoalFigure> {
  return {
    agreed: { kind: 'share', share: page.agreed },
    'verified-on-time': { kind: 'share', share: page.verifiedOnTime.now },
    'seen-by-both': { kind: 'share', share: page.seenByBoth },
    unexplained: { kind: 'share', share: page.unexplained },
    'kev-cells': { kind: 'number', number: page.risk.now.kevCells },
    'oldest-open-days': { kind: 'number', number: page.oldest?.days ?? 0 },
  };
}
