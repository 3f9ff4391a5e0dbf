import type { FixCell } from '@baton/services/relay/fix-evidence.ts';
import { followCells } from '@baton/services/relay/follow-cells.ts';
import { moveBaton } from '@baton/services/relay/move-baton.ts';
import { splitRemediation } from '@baton/services/relay/split-remediation.ts';
import { verifyDevices } from '@baton/services/relay/verify-devices.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import { chanceOf } from './chance.ts';
import { relayAt } from './demo-clock.ts';
import { cellsOf, openIn, openOne } from './open-work.ts';
import { exceptForNow } from './play-exceptions.ts';
import { type Stage, work } from './play-turn.ts';

/** Of how many fixes the teams look at what is left when a scan is in; the rest waits for the next one. */
const SETTLED = 0.93;
/** Of how many of those the devices that nobody can prove are looked at by hand. */
const LOOKED_AT = 0.8;

/**
 * A scan is in. What is proven everywhere has closed by itself. Of the rest the teams split off the devices that stand in the way, so
 * that the others are done: some are verified by hand, some excepted for a time, some go back.
 */
export async function settleRest(stage: Stage, at: number): Promise<void> {
  const day = new Date(at).toISOString().slice(0, 10);
  let minutes = 0;
  for (const record of await openIn(stage, 'verify', at)) {
    if (chanceOf(`${record.fix_id} settled ${day}`) >= SETTLED) continue;
    minutes += 2;
    await settle(stage, record, at + minutes * 60_000, day);
  }
  await work(stage, at + minutes * 60_000);
}

async function settle(stage: Stage, record: RemediationRecord, at: number, day: string): Promise<void> {
  const { remediation_id: id, fix_id: fixId } = record;
  const cells = await cellsOf(stage, record, at);
  // What InfoSec has not seen it can go and look at; what IT has still to do no look brings about.
  const isUnseen = ({ verdict, owner }: FixCell) => verdict === 'unproven' && owner === 'infosec';
  const unproven = cells.filter(isUnseen);
  const left = cells.filter((cell) => !['proven', 'excepted'].includes(cell.verdict) && !isUnseen(cell));
  if (record.is_split && left.length > 0) return sendBack(stage, id, at);
  const unseen = await partOf(stage, id, unproven, at, 'No scan has shown these yet; the rest is proven.');
  if (unseen !== null && chanceOf(`${fixId} looked at ${day}`) < LOOKED_AT)
    await lookByHand(stage, unseen, unproven, at);
  const open = await partOf(stage, id, left, at, 'The fix is not in place on these; the rest is done.');
  if (open !== null && !(await exceptForNow(stage, fixId, left, at))) await sendBack(stage, open, at);
  await stage.db.transaction().execute((trx) => followCells(trx, relayAt(stage.db, at), [fixId]));
}

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
  // What was split off once goes its way as a whole: every part has a deadline of its own.
  if (record.is_split || cells.length >= (await cellsOf(stage, record, at)).length) return id;
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

async function sendBack(stage: Stage, id: string, at: number): Promise<void> {
  const { db, cast } = stage;
  const note = 'Still missing here by what we scanned: see the list of devices.';
  const request = { actor: cast.verifier, remediationId: id, act: 'hand-back', version: null, note } as const;
  await db.transaction().execute((trx) => moveBaton(trx, relayAt(db, at), request));
}
