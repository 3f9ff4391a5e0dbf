import { namesAgain } from '@baton/domain/evidence/flaps.ts';
import type { ReportScope } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { toldSystem } from '@baton/domain/identity/told-system.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { dropOldVisits, type EvidenceRow, insertEvidence } from '@baton/store/evidence/keep-evidence.ts';
import { type Evidence, packEvidence, readWrittenEvidence } from '@baton/store/evidence/pack-evidence.ts';
import type { StagedPiece, Staging } from '@baton/store/evidence/staging.ts';
import { keepToldAttributes, type ToldOfDevice } from '../device-attributes/keep-told-attributes.ts';
import { DeviceResolver, type Resolved } from '../evidence/device-resolver.ts';
import { noteFlaps } from './note-flaps.ts';
import { joinEvidence } from './piece-buffer.ts';

export interface ReportToKeep {
  readonly reportId: string;
  readonly sourceId: string;
  readonly team: Team;
  readonly scope: ReportScope | null;
  /** When it was delivered: the time of what does not tell its own. */
  readonly deliveredAt: string;
}

export interface KeptReport {
  readonly deviceIds: readonly string[];
  readonly newDevices: number;
  readonly authenticated: number;
  readonly notAuthenticated: number;
  readonly lookedFrom: string | null;
  readonly lookedTo: string | null;
}

const BATCH = 500;

/** Joins everything staged to devices and keeps it, one packed row a device. */
export async function keepReport(
  trx: DatabaseTransaction,
  staging: Staging,
  report: ReportToKeep,
  signal: AbortSignal,
): Promise<KeptReport> {
  const resolver = new DeviceResolver(trx, { ...report, mergesOwnRecords: report.team === 'infosec' });
  const devices = new Set<string>();
  const loggedTwice = new Set<string>();
  const span = new Span();
  const told: ToldOfDevice[] = [];
  let newDevices = 0;
  let authenticated = 0;
  let notAuthenticated = 0;
  let ordinal = 0;
  for await (const batch of inBatches(wholeDevices(staging.read(trx)), BATCH)) {
    signal.throwIfAborted();
    const resolved = await resolver.resolve(
      batch.map(({ names, state, claims }) => ({ ...names, osFamily: toldSystem(state, claims) })),
    );
    const rows: EvidenceRow[] = [];
    for (const [index, evidence] of batch.entries()) {
      const { deviceId, isNew } = resolved[index] ?? { deviceId: '', isNew: false };
      devices.add(deviceId);
      if (report.team === 'it' && namesAgain(evidence.claims)) loggedTwice.add(deviceId);
      if (isNew) newDevices += 1;
      if (evidence.look?.authenticated === true) authenticated += 1;
      else if (evidence.look !== null) notAuthenticated += 1;
      const seenAt = seenAtOf(evidence, report.deliveredAt);
      span.add(evidence.look?.from ?? seenAt, evidence.look?.to ?? seenAt);
      ordinal += 1;
      rows.push({ deviceId, ordinal, seenAt, covers: coversAll(evidence, report.scope), ...packEvidence(evidence) });
    }
    await insertEvidence(trx, report, rows);
    if (report.team === 'it') told.push(...toldOf(batch, resolved));
  }
  const deviceIds = [...devices];
  if (report.team === 'it') await noteFlaps(trx, report.sourceId, deviceIds, loggedTwice);
  else await dropOldVisits(trx, report, deviceIds);
  await keepToldAttributes(trx, report.sourceId, told);
  return { deviceIds, newDevices, authenticated, notAuthenticated, lookedFrom: span.from, lookedTo: span.to };
}

function toldOf(batch: readonly Evidence[], resolved: readonly Resolved[]): readonly ToldOfDevice[] {
  return batch.flatMap(({ state: { attributes } }, index) => {
    const deviceId = resolved[index]?.deviceId;
    return attributes === undefined || deviceId === undefined ? [] : [{ deviceId, attributes }];
  });
}

/** When the source saw the device: a scanner by the beginning of its visit, because only what was so then is sure. */
function seenAtOf({ look, state }: Evidence, deliveredAt: string): string {
  const told = look === null ? state.lastSeen : (look.from ?? look.to);
  const at = told === null ? Number.NaN : Date.parse(told);
  return Number.isNaN(at) ? deliveredAt : new Date(at).toISOString();
}

/** Nessus lists some 200,000 checks where the whole set ran, a template a few thousand. */
const WHOLE_SET = 50_000;

function coversAll({ look }: Evidence, scope: ReportScope | null): boolean {
  if (look?.authenticated !== true || !look.reached || scope === null || scope.familiesOff.length > 0) return false;
  return scope.checks.kind === 'all' || (scope.checks.kind === 'ids' && scope.checks.ids.length >= WHOLE_SET);
}

/** Pieces that were staged apart become one device. */
async function* wholeDevices(batches: AsyncIterable<readonly StagedPiece[]>): AsyncGenerator<Evidence> {
  let key: string | null = null;
  let pieces: Evidence[] = [];
  for await (const batch of batches) {
    for (const piece of batch) {
      if (piece.key !== key && pieces.length > 0) {
        yield joinEvidence(pieces);
        pieces = [];
      }
      key = piece.key;
      pieces.push(readWrittenEvidence(piece.evidence));
    }
  }
  if (pieces.length > 0) yield joinEvidence(pieces);
}

async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** From the first to the last time seen. */
class Span {
  from: string | null = null;
  to: string | null = null;

  add(from: string, to: string): void {
    if (this.from === null || Date.parse(from) < Date.parse(this.from)) this.from = from;
    if (this.to === null || Date.parse(to) > Date.parse(this.to)) this.to = to;
  }
}
