import type { PersonActor } from '@baton/services/actor.ts';
import { requestException } from '@baton/services/exceptions/request-exception.ts';
import { signExceptions } from '@baton/services/exceptions/sign-exceptions.ts';
import type { FixCell } from '@baton/services/relay/fix-evidence.ts';
import { DAY_MS } from '@baton/tools/world/milliseconds.ts';
import { chanceOf } from './chance.ts';
import { relayAt } from './demo-clock.ts';
import { proofOf, VISITOR } from './demo-people.ts';
import { ASKS, type Ask } from './exception-asks.ts';
import type { Stage } from './play-turn.ts';

/**
 * With which words the devices are excepted that have not got the fix; null where they wait for it longer.
 *
 * @param share of how many fixes they are excepted, from 0 to 1
 */
export function askByChance(fixId: string, at: number, share: number): Ask | null {
  const chance = chanceOf(`${fixId} excepted ${new Date(at).toISOString().slice(0, 10)}`);
  return chance < share ? (ASKS[Math.floor((chance / share) * ASKS.length)] ?? null) : null;
}

export interface Asked {
  readonly exceptionId: string;
  readonly round: number;
  readonly hash: string;
}

/** IT's tester asks, owns it, and says that the control is in place. */
export async function askFor(
  stage: Stage,
  fixId: string,
  cells: readonly FixCell[],
  ask: Ask,
  at: number,
): Promise<Asked> {
  const { db, cast } = stage;
  const { exceptionId, rounds } = await requestException(db, relayAt(db, at), cast.tester, {
    target: { kind: 'fix', fix: fixId },
    devices: { names: cells.map(({ deviceId }) => deviceId) },
    controls: [{ kind: 'attestation', statement: ask.control, validDays: ask.days + 30 }],
    reason: ask.reason,
    words: ask.words,
    risk: { level: 'low', words: ask.risk },
    ownerId: cast.tester.personId,
    until: new Date(at + ask.days * DAY_MS).toISOString(),
    epssThreshold: 1,
  });
  const [round] = rounds;
  if (round === undefined) throw new Error('What is asked for has a round.');
  return { exceptionId, round: round.round, hash: round.hash };
}

/** One of the leads signs what is on the table, in one sitting. */
export async function signAs(
  { db, password }: Stage,
  actor: PersonActor,
  exceptions: readonly Asked[],
  at: number,
): Promise<void> {
  if (exceptions.length === 0) return;
  await signExceptions(db, relayAt(db, at), actor, { exceptions: [...exceptions], proof: proofOf(password) }, VISITOR);
}
