import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { ServiceError } from '../service-error.ts';
import type { FixCell, FixEvidence } from './fix-evidence.ts';
import type { HeldRemediation } from './record-act.ts';

/** A fix is on so many devices at most that an act can name them. */
export const MOST_DEVICES = 100_000;

/**
 * The cells that an act is about: of the devices that were named, or of all of the remediation that need the fix. A device that is
 * not in the remediation is refused: whoever named it is looking at something else.
 */
export async function cellsOfChoice(
  trx: DatabaseTransaction,
  evidence: FixEvidence,
  { record }: HeldRemediation,
  deviceIds: readonly string[] | undefined,
): Promise<readonly FixCell[]> {
  const named = deviceIds === undefined ? undefined : [...new Set(deviceIds)];
  const { rows } = await evidence.cells(trx, record, {
    limit: named?.length ?? MOST_DEVICES,
    offset: 0,
    ...(named ? { deviceIds: named } : {}),
  });
  if (named !== undefined && rows.length < named.length) {
    throw new ServiceError('invalid', `${named.length - rows.length} of these devices are not in this remediation.`, {
      where: 'body.deviceIds',
      hint: 'Choose them from its list of devices.',
    });
  }
  if (rows.length > 0) return rows;
  throw new ServiceError('invalid', 'No device is chosen.', { where: 'body.deviceIds' });
}
