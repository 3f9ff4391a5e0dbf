import type { CycleLevels } from '@baton/domain/cycles/retrospective.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readMeasures } from '../service-levels/read-measures.ts';

/** How the service levels were kept from one moment to another. */
export async function readLevels(
  db: Database,
  now: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<CycleLevels> {
  // A window that is given needs no length in days.
  const measures = await readMeasures(db, now, { days: 1, from, to });
  const { attainment, attainmentByTier, timeToRemediate, ageOfOpen, timeToVerify, halfLife, reopened, legs } = measures;
  return { attainment, attainmentByTier, timeToRemediate, ageOfOpen, timeToVerify, halfLife, reopened, legs };
}
