import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Actor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { cellsOfChoice } from './cells-of-choice.ts';
import type { Moved } from './move-baton.ts';
import { recordStay } from './record-stay.ts';
import type { RelayContext } from './relay-context.ts';

/**
 * A person of InfoSec verifies devices that no scanner can prove, and says how. It closes them for this remediation and changes no
 * number: their cells stay unproven on the board. Not where evidence says that the fix is missing, and not by whoever deployed.
 */
export async function verifyDevices(
  trx: DatabaseTransaction,
  context: RelayContext,
  {
    deviceIds,
    ...request
  }: {
    readonly actor: Actor;
    readonly remediationId: string;
    readonly version: number;
    readonly deviceIds: readonly string[];
    readonly note: string;
  },
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'verify-devices' }, async (held) => {
    const cells = await cellsOfChoice(trx, context.evidence, held, deviceIds);
    const told = cells.find(({ verdict }) => verdict !== 'unproven');
    if (told) {
      throw new ServiceError(
        'relay-refused',
        `${told.device} is ${told.verdict}: evidence decides there, not a person.`,
        {
          where: 'body.deviceIds',
          hint: 'Only what is unproven can be verified by hand. A scanner that is wrong is answered on Disagreements.',
        },
      );
    }
    return { deviceIds: cells.map(({ deviceId }) => deviceId) };
  });
}
