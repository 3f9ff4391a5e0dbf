import type { ExceptionTarget } from '@baton/domain/exceptions/held-exception.ts';
import { type Urgency, urgencyOf } from '@baton/domain/exceptions/urgency.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { CoveredDevice } from '@baton/store/exceptions/excepted-devices.ts';
import { readExposure } from '@baton/store/service-levels/situations.ts';
import type { RelayContext } from '../relay/relay-context.ts';

/** How urgent it is known to be what an exception sets aside on these devices: by the fixes that they need now. */
export async function knownUrgency(
  db: Parameters<RelayContext['evidence']['facts']>[0] | DatabaseTransaction,
  { evidence }: RelayContext,
  target: ExceptionTarget,
  covered: readonly CoveredDevice[],
): Promise<Urgency> {
  const needing = covered.filter(({ cells }) => cells.length > 0);
  const fixes = new Set(needing.flatMap(({ cells }) => cells.map(({ fix }) => fix)));
  if (target.kind === 'fix') fixes.add(target.fix);
  const facts = await evidence.facts(db, [...fixes]);
  const situation = await readExposure(
    db,
    needing.map(({ deviceId }) => deviceId),
  );
  return urgencyOf(
    [...facts.values()].flatMap(({ vulnerabilities }) => vulnerabilities),
    situation,
  );
}
