import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Actor } from '../actor.ts';
import { cellsOfChoice } from './cells-of-choice.ts';
import type { Moved } from './move-baton.ts';
import { recordStay } from './record-stay.ts';
import type { RelayContext } from './relay-context.ts';

interface Asked {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly version: number | null;
  readonly deviceIds: readonly string[];
}

/** Writes down what is tested, on which devices, and what a good test looks like. A plan replaces the one before. */
export async function planTest(
  trx: DatabaseTransaction,
  context: RelayContext,
  { deviceIds, passes, plan, ...request }: Asked & { readonly plan: string; readonly passes: string },
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'plan-test', note: plan }, async (held) => ({
    deviceIds: await idsOf(trx, context, held, deviceIds),
    passes,
  }));
}

/** Notes how devices came through the test. The last word on a device counts. */
export async function noteTestResult(
  trx: DatabaseTransaction,
  context: RelayContext,
  { deviceIds, result, note, ...request }: Asked & { readonly result: 'good' | 'bad'; readonly note: string | null },
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'test-result', note }, async (held) => ({
    deviceIds: await idsOf(trx, context, held, deviceIds),
    result,
  }));
}

async function idsOf(
  trx: DatabaseTransaction,
  { evidence }: RelayContext,
  held: Parameters<typeof cellsOfChoice>[2],
  deviceIds: readonly string[],
): Promise<readonly string[]> {
  return (await cellsOfChoice(trx, evidence, held, deviceIds)).map(({ deviceId }) => deviceId);
}
