import type { FixCell } from '@baton/services/relay/fix-evidence.ts';
import { followCells } from '@baton/services/relay/follow-cells.ts';
import { moveBaton } from '@baton/services/relay/move-baton.ts';
import { splitRemediation } from '@baton/services/relay/split-remediation.ts';
import { verifyDevices } from '@baton/services/relay/verify-devices.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import { answerProofs } from './answer-proofs.ts';
import { chanceOf } from './chance.ts';
import { relayAt } from './demo-clock.ts';
import { ASKS_BY_CAUSE } from './exception-asks.ts';
import type { Look } from './look-at-devices.ts';
import { cellsOf, openIn, openOne } from './open-work.ts';
import { type Asked, askByChance, askFor, signAs } from './play-exceptions.ts';
import { type Stage, work } from './play-turn.ts';

/** Of how many fixes the teams look at what is left after the window's scan; the rest waits for the next one. */
const SETTLED = 0.93;
/** Of how many of those the devices that no scan can prove are looked at by hand. */
const LOOKED_AT = 0.93;
/** Of how many fixes a difference between the two sides is not settled at once. */
const DIFFERING = 0.45;
/** Of how many fixes the devices that a second try did not mend are excepted for a time. */
const EXCEPTED = { before: 0.97, running: 0.4 } as const;

/**
 * A scan is in. What is proven everywhere has closed by itself. Of the rest the teams split off the devices that stand in the way, so
 * that the others are done: some are verified by hand, some excepted for a time, some go back.
 */
export async function settleRest(
  stage: Stage,
  at: number,
  { look, isAgain, isRunning }: Pick<Settling, 'look' | 'isAgain' | 'isRunning'>,
): Promise<void> {
  await answerProofs(stage, at);
  const day = new Date(at).toISOString().slice(0, 10);
  let minutes = 0;
  const asked: Asked[] = [];
  for (const record of await openIn(stage, 'verify', at)) {
    if (!isAgain && chanceOf(`${record.fix_id} settled ${day}`) >= SETTLED) continue;
    minutes += 2;
    await settle(stage, record, at + minutes * 60_000, { day, look, isAgain, isRunning, asked });
  }
  await signAs(stage, stage.cast.itLead, asked, at + (minutes + 2) * 60_000);
  await signAs(stage, stage.cast.infosecLead, asked, at + (minutes + 4) * 60_000);
  // After the last signatures: an exception counts from the second.
  await work(stage, at + (minutes + 5) * 60_000);
}

interface Settling {
  readonly day: string;
  readonly look: Look;
  /** What failed has been tried again. */
  readonly isAgain: boolean;
  /** Of the cycle that runs still much is left to try. */
  readonly isRunning: boolean;
  /** What is asked for on the way: both leads sign it at the end. */
  readonly asked: Asked[];
}

async function settle(
  stage: Stage,
  record: RemediationRecord,
  at: number,
  { day, look, isAgain, isRunning, asked }: Settling,
): Promise<void> {
  const { remediation_id: id, fix_id: fixId } = record;
  const left = (await cellsOf(stage, record, at)).filter(({ verdict }) => !['proven', 'excepted'].includes(verdict));
  const unseen = left.filter(isUnseen);
  const isLookedAt = chanceOf(`${fixId} looked at ${day}`) < LOOKED_AT;
  const sound = unseen.filter((cell) => !isLookedAt || look(fixId, cell) === 'in place');
  const part = await partOf(stage, id, sound, at, 'No scan has shown these yet; the rest is proven.');
  if (part !== null && isLookedAt) await lookByHand(stage, part, sound, at);
  const others = left.filter((cell) => !sound.includes(cell));
  for (const [way, cells] of Map.groupBy(others, (cell) => wayOf(cell, fixId, isAgain || record.is_split))) {
    const one = await settlePart(stage, record, way, cells, at, isRunning ? EXCEPTED.running : EXCEPTED.before);
    if (one !== null) asked.push(one);
  }
  await stage.db.transaction().execute((trx) => followCells(trx, relayAt(stage.db, at), [fixId]));
}

/** What InfoSec has not seen it can go and look at; what IT has still to do no look brings about. */
function isUnseen({ verdict, owner }: FixCell): boolean {
  return verdict === 'unproven' && owner === 'infosec';
}

type Way = 'again' | 'without it' | 'longer';

/**
 * What failed is tried again once. Where no try would help, or a second did not, the devices go without; of some fixes what the two
 * sides see differently is looked into, however long it takes.
 */
function wayOf({ cause, verdict }: FixCell, fixId: string, isSecond: boolean): Way {
  if (ASKS_BY_CAUSE[cause ?? 'unexplained'] !== undefined) return 'without it';
  if (!isSecond) return 'again';
  return verdict === 'disputed' && chanceOf(`${fixId} differs`) < DIFFERING ? 'longer' : 'without it';
}

/** @returns the exception that was asked for; null where the devices go back */
async function settlePart(
  stage: Stage,
  { remediation_id: id, fix_id: fixId }: RemediationRecord,
  way: Way,
  cells: readonly FixCell[],
  at: number,
  share: number,
): Promise<Asked | null> {
  const part = await partOf(stage, id, cells, at, NOTES[way]);
  if (part === null) return null;
  const ask =
    way === 'without it' ? (ASKS_BY_CAUSE[cells[0]?.cause ?? 'unexplained'] ?? askByChance(fixId, at, share)) : null;
  if (ask !== null) return askFor(stage, fixId, cells, ask, at);
  await sendBack(stage, part, at);
  return null;
}

const NOTES: Readonly<Record<Way, string>> = {
  again: 'The fix is not in place on these; the rest is done.',
  'without it': 'These do not get it in time, whatever we do.',
  longer: 'Our tools do not say the same of these: to be looked into one by one.',
};

/** Splits devices off; null where there are none, the remediation itself where there are no others. */
async function partOf(
  stage: Stage,
  id: string,
  cells: readonly FixCell[],
  at: number,
  note: string,
): Promise<string | null> {
  const record = cells.length === 0 ? undefined : await openOne(stage, id, at);
  if (record === undefined) return null;
  if (cells.length >= (await cellsOf(stage, record, at)).length) return id;
  const { db, cast } = stage;
  const deviceIds = cells.map(({ deviceId }) => deviceId);
  const request = { actor: cast.infosecLead, remediationId: id, version: record.version, deviceIds, note };
  return (await db.transaction().execute((trx) => splitRemediation(trx, relayAt(db, at), request))).splitId;
}

async function lookByHand(stage: Stage, id: string, cells: readonly FixCell[], at: number): Promise<void> {
  const record = await openOne(stage, id, at);
  if (record === undefined) return;
  const { db, cast } = stage;
  const request = {
    actor: cast.verifier,
    remediationId: id,
    version: record.version,
    deviceIds: cells.map(({ deviceId }) => deviceId),
    note: 'Looked at one by one over remote support: the version is in place and in use. The scan is to be mended.',
  };
  const close = { actor: cast.verifier, remediationId: id, act: 'close', version: null, note: request.note } as const;
  await db.transaction().execute(async (trx) => {
    await verifyDevices(trx, relayAt(db, at), request);
    await moveBaton(trx, relayAt(db, at), close);
  });
}

/** InfoSec hands a remediation back to IT. */
export async function sendBack(stage: Stage, id: string, at: number): Promise<void> {
  const { db, cast } = stage;
  const note = 'Still missing here by what we scanned: see the list of devices.';
  const request = { actor: cast.verifier, remediationId: id, act: 'hand-back', version: null, note } as const;
  await db.transaction().execute((trx) => moveBaton(trx, relayAt(db, at), request));
}
