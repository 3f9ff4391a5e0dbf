import { namesAgain } from '@baton/domain/evidence/flaps.ts';
import type { ReportScope } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { toldSystem } from '@baton/domain/identity/told-system.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { dropOldVisits, type EvidenceRow, insertEvidence } from '@baton/store/evidence/keep-evidence.ts';
import type { Evidence } from '@baton/store/evidence/pack-evidence.ts';
import type { Staging } from '@baton/store/evidence/staging.ts';
import { keepToldAttributes, type ToldOfDevice } from '../device-attributes/keep-told-attributes.ts';
import { DeviceResolver, type Resolved } from '../evidence/device-resolver.ts';
import { noteFlaps } from './note-flaps.ts';
import { inBatches, type WholeDevice, wholeDevices } from './whole-devices.ts';

export interface ReportToKeep {
  readonly reportId: string;
  readonly sourceId: string;
  readonly team: Team;
  readonly scope: ReportScope | null;
  /** When it was delivered: the time of what does not tell its own. */
  readonly deliveredAt: string;
  /** When it came here: nothing in it can be later. */
  readonly receivedAt: string;
}

export interface KeptReport {
  readonly deviceIds: readonly string[];
  /** Devices whose records were set apart by what the report names: they have other evidence now. */
  readonly setApart: readonly string[];
  readonly newDevices: number;
  readonly authenticated: number;
  readonly notAuthenticated: number;
  /** Visits that are dated after the report came. */
  readonly datedAhead: number;
  readonly lookedFrom: string | null;
  readonly lookedTo: string | null;
}

/** Joins everything staged to devices and keeps it, one packed row a device. */
export async function keepReport(
  trx: DatabaseTransaction,
  staging: Staging,
  report: ReportToKeep,
  signal: AbortSignal,
): Promise<KeptReport> {
  const keeper = new Keeper(trx, report);
  const waiting = new Set<string>();
  for await (const batch of inBatches(wholeDevices(staging.read(trx)))) {
    signal.throwIfAborted();
    for (const key of await keeper.keep(batch, false)) waiting.add(key);
  }
  if (waiting.size > 0) {
    for await (const batch of inBatches(wholeDevices(staging.read(trx, waiting)))) {
      signal.throwIfAborted();
      await keeper.keep(batch, true);
    }
  }
  return keeper.end();
}

class Keeper {
  readonly #trx: DatabaseTransaction;
  readonly #report: ReportToKeep;
  readonly #resolver: DeviceResolver;
  readonly #devices = new Set<string>();
  readonly #loggedTwice = new Set<string>();
  readonly #span = new Span();
  readonly #told: ToldOfDevice[] = [];
  #newDevices = 0;
  #authenticated = 0;
  #notAuthenticated = 0;
  #datedAhead = 0;
  #ordinal = 0;

  constructor(trx: DatabaseTransaction, report: ReportToKeep) {
    this.#trx = trx;
    this.#report = report;
    this.#resolver = new DeviceResolver(trx, { ...report, mergesOwnRecords: report.team === 'infosec' });
  }

  /**
   * @param isLast whether all others of the report are kept
   * @returns keys of the devices that can be joined only when all others are
   */
  async keep(batch: readonly WholeDevice[], isLast: boolean): Promise<readonly string[]> {
    const resolved = await this.#resolver.resolve(
      batch.map(({ evidence: { names, state, claims } }) => ({ ...names, osFamily: toldSystem(state, claims) })),
      isLast,
    );
    const rows: EvidenceRow[] = [];
    const waiting: string[] = [];
    for (const [index, { key, evidence }] of batch.entries()) {
      const joined = resolved[index] ?? null;
      if (joined === null) waiting.push(key);
      else rows.push(this.#rowOf(evidence, joined));
    }
    await insertEvidence(this.#trx, this.#report, rows);
    return waiting;
  }

  async end(): Promise<KeptReport> {
    const deviceIds = [...this.#devices];
    if (this.#report.team === 'it') await noteFlaps(this.#trx, this.#report.sourceId, deviceIds, this.#loggedTwice);
    else await dropOldVisits(this.#trx, this.#report, deviceIds);
    await keepToldAttributes(this.#trx, this.#report.sourceId, this.#told);
    return {
      deviceIds,
      setApart: this.#resolver.setApart,
      newDevices: this.#newDevices,
      authenticated: this.#authenticated,
      notAuthenticated: this.#notAuthenticated,
      datedAhead: this.#datedAhead,
      lookedFrom: this.#span.from,
      lookedTo: this.#span.to,
    };
  }

  #rowOf(told: Evidence, { deviceId, isNew }: Resolved): EvidenceRow {
    const evidence = this.#datedAtMostNow(told);
    const { look, state, claims } = evidence;
    this.#devices.add(deviceId);
    if (isNew) this.#newDevices += 1;
    if (look?.authenticated === true) this.#authenticated += 1;
    else if (look !== null) this.#notAuthenticated += 1;
    if (this.#report.team === 'it') {
      if (namesAgain(claims)) this.#loggedTwice.add(deviceId);
      if (state.attributes !== undefined) this.#told.push({ deviceId, attributes: state.attributes });
    }
    const seenAt = seenAtOf(evidence, this.#report.deliveredAt);
    this.#span.add(look?.from ?? seenAt, look?.to ?? seenAt);
    this.#ordinal += 1;
    const covers = coversAll(evidence, this.#report.scope);
    return { deviceId, ordinal: this.#ordinal, seenAt, covers, evidence };
  }

  /**
   * A visit that is dated after its report came was made at a time that is not told: what it found counts, as of when the report came;
   * as of a visit that is not known to have ended, its silence does not, because it may be older than any install.
   */
  #datedAtMostNow(evidence: Evidence): Evidence {
    const { look } = evidence;
    const begun = Date.parse(look?.from ?? look?.to ?? '');
    const { receivedAt } = this.#report;
    if (look === null || !(begun > Date.parse(receivedAt) + CLOCK_SKEW_MS)) return evidence;
    this.#datedAhead += 1;
    return { ...evidence, look: { ...look, from: receivedAt, to: null } };
  }
}

/** Milliseconds by which clocks may differ. */
const CLOCK_SKEW_MS = 5 * 60_000;

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

/** From the first to the last time seen. */
class Span {
  from: string | null = null;
  to: string | null = null;

  add(from: string, to: string): void {
    if (this.from === null || Date.parse(from) < Date.parse(this.from)) this.from = from;
    if (this.to === null || Date.parse(to) > Date.parse(this.to)) this.to = to;
  }
}
