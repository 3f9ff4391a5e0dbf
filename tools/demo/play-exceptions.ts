import type { ExceptionReason } from '@baton/domain/exceptions/exception-reason.ts';
import type { PersonActor } from '@baton/services/actor.ts';
import { requestException } from '@baton/services/exceptions/request-exception.ts';
import { signExceptions } from '@baton/services/exceptions/sign-exceptions.ts';
import type { FixCell } from '@baton/services/relay/fix-evidence.ts';
import { DAY_MS } from '@baton/tools/world/milliseconds.ts';
import { chanceOf } from './chance.ts';
import { relayAt } from './demo-clock.ts';
import { proofOf, VISITOR } from './demo-people.ts';
import type { Stage } from './play-turn.ts';

export interface Ask {
  readonly reason: ExceptionReason;
  readonly words: string;
  readonly risk: string;
  readonly control: string;
  readonly days: number;
}

export const ASKS: readonly [Ask, ...Ask[]] = [
  {
    reason: 'no-maintenance-window',
    words: 'The line runs through until the end of the quarter; the next stop is planned.',
    risk: 'No one works on these outside the line, and they have no mail and no browser.',
    control: 'The machines are in the network of the line, without a way to the internet.',
    days: 60,
  },
  {
    reason: 'breaks-application',
    words: 'The fix breaks the label printers; the maker has announced a mended driver.',
    risk: 'Reached from the warehouse only.',
    control: 'The print service is stopped outside the shifts, and watched.',
    days: 45,
  },
  {
    reason: 'replaced-soon',
    words: 'These are replaced with the roll-out that is under way.',
    risk: 'Little is on them any more; their users have new devices already.',
    control: 'They are switched off at night and on the list of the roll-out.',
    days: 30,
  },
];

/** Where there is nothing to deploy, nobody waits for chance. */
const WITHOUT_FIX: Readonly<Partial<Record<string, Ask>>> = {
  'end-of-life': {
    reason: 'end-of-life',
    words: 'The maker has ended it; the application that needs it is being replaced.',
    risk: 'One application uses it, on machines of one team.',
    control: 'It is started by that application only, and has no way to the internet.',
    days: 120,
  },
  'no-fix-available': {
    reason: 'no-fix-available',
    words: 'The distribution will not fix it in this release.',
    risk: 'The part with the hole is not called by anything here.',
    control: 'The package is kept off machines that can be reached from outside.',
    days: 90,
  },
};

/** Of how many fixes the devices on which it is missing are excepted for a time. */
const EXCEPTED = 0.45;

/** Where chance wants it, both teams set the devices aside that cannot have the fix in time. @returns whether they did */
export async function exceptForNow(
  stage: Stage,
  fixId: string,
  cells: readonly FixCell[],
  at: number,
): Promise<boolean> {
  const chance = chanceOf(`${fixId} excepted ${new Date(at).toISOString().slice(0, 10)}`);
  const ask =
    WITHOUT_FIX[cells[0]?.cause ?? ''] ??
    (chance < EXCEPTED ? ASKS[Math.floor((chance / EXCEPTED) * ASKS.length)] : undefined);
  if (ask === undefined || stage.excepted.has(fixId)) return false;
  // What the two sides do not agree on is looked into, not set aside.
  const agreed =
    WITHOUT_FIX[cells[0]?.cause ?? ''] === undefined ? cells.filter(({ verdict }) => verdict === 'open') : cells;
  if (agreed.length < cells.length || agreed.length === 0) return false;
  const asked = await askFor(stage, fixId, agreed, ask, at);
  await signAs(stage, stage.cast.itLead, asked, at + 60_000);
  await signAs(stage, stage.cast.infosecLead, asked, at + 2 * 60_000);
  return true;
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
  const { db, cast, excepted } = stage;
  excepted.add(fixId);
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

export async function signAs({ db, password }: Stage, actor: PersonActor, asked: Asked, at: number): Promise<void> {
  await signExceptions(db, relayAt(db, at), actor, { exceptions: [asked], proof: proofOf(password) }, VISITOR);
}
