import { CAUSE_IDS } from '@baton/domain/reconciliation/cause-id.ts';
import { hoursOf } from '@baton/domain/service-levels/cause-hours.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { insertCauseLevels, readLevelsInForce } from '@baton/store/disagreements/cause-levels.ts';
import type { Actor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { recordWork } from './record-work.ts';

export interface LevelsChange {
  /** The version that was seen. */
  readonly version: number;
  /** Hours of the causes that change. */
  readonly hours: Readonly<Record<string, number>>;
  readonly note: string;
}

/** Sets how long causes may last, as a new version; clocks that run go by it from now on. */
export async function setCauseLevels(trx: DatabaseTransaction, actor: Actor, change: LevelsChange): Promise<void> {
  requirePermission(actor, 'disagreement.set-levels');
  if (actor.kind !== 'person') throw new ServiceError('not-permitted', 'Times are set by a signed-in lead.');
  requireCauses(change.hours);
  const before = await readLevelsInForce(trx);
  const moved = Object.entries(change.hours).filter(([cause, hours]) => hoursOf(cause, before.hours) !== hours);
  if (moved.length === 0)
    throw new ServiceError('invalid', 'These are the times that hold already.', { where: 'body.hours' });
  const version = before.version + 1;
  const kept =
    change.version === before.version &&
    (await insertCauseLevels(trx, {
      version,
      hours: { ...before.hours, ...change.hours },
      note: change.note,
      setAt: Temporal.Now.instant().toString(),
      setBy: actor.personId,
      setByName: actor.name,
    }));
  if (!kept) {
    throw new ServiceError('conflict', `The times have changed since you looked: version ${before.version} holds.`, {
      hint: 'Look at them again and then decide.',
    });
  }
  await recordWork(
    trx,
    actor,
    'levels-set',
    { kind: 'cause-levels', id: String(version) },
    { version, note: change.note, from: hoursBefore(moved, before.hours), to: Object.fromEntries(moved) },
  );
}

function hoursBefore(
  moved: readonly (readonly [string, number])[],
  before: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(moved.map(([cause]) => [cause, hoursOf(cause, before)]));
}

const KNOWN: ReadonlySet<string> = new Set(CAUSE_IDS);

/** Times are of causes that there are; a customer's own rule names its causes own-…. */
export function requireCauses(hours: Readonly<Record<string, number>>): void {
  const unknown = Object.keys(hours).find((cause) => !KNOWN.has(cause) && !cause.startsWith('own-'));
  if (unknown === undefined) return;
  throw new ServiceError('invalid', `There is no cause ${unknown}.`, {
    where: `body.hours.${unknown}`,
    hint: `Causes are ${CAUSE_IDS.join(', ')}.`,
  });
}
