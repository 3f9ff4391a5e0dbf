import { roundOf } from '@baton/domain/service-levels/breach-attribution.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import { keepEndedRound } from '@baton/store/service-levels/rounds.ts';

/** Keeps what a round came to when it closes: a later one has a clock of its own, and this one's would be gone. */
export async function keepRound(
  trx: DatabaseTransaction,
  remediationId: string,
  history: readonly KeptEvent[],
): Promise<void> {
  const round = roundOf(history);
  const first = round[0];
  if (first === undefined) return;
  const deployed = round.findLast(({ to }) => to === 'verify');
  await keepEndedRound(trx, remediationId, { detectedAt: first.at, deployedAt: deployed?.at ?? null });
}
