import { EMPTY_LOOK, EMPTY_SCOPE } from '@baton/domain/evidence/empty-report.ts';
import { FLAPS_FROM } from '@baton/domain/evidence/flaps.ts';
import { toldSystem } from '@baton/domain/identity/told-system.ts';
import { observedStateOf } from '@baton/domain/inventory/observed-state.ts';
import type { DeviceCase, ItRecord, LookRecord } from '@baton/domain/reconciliation/device-case.ts';
import { readInventories, type StoredInventory } from '@baton/store/agents/inventories.ts';
import { readBroughtSources } from '@baton/store/agents/read-commands.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readClaimPages } from '@baton/store/evidence/claim-pages.ts';
import { readFlaps } from '@baton/store/evidence/device-flaps.ts';
import {
  type KeptEvidence,
  type KeptReport,
  type PackedWord,
  readDeviceNames,
  readEvidence,
  readNamesakes,
  readSourceFacts,
  readTargeting,
  readTwins,
  type SourceFacts,
  type TwinRecord,
  unpackWord,
} from '@baton/store/evidence/read-evidence.ts';
import { readHeldExceptions } from '@baton/store/exceptions/excepted-devices.ts';
import { readConfirmations } from '@baton/store/rules/confirmations.ts';
import { AGENT_SOURCE, AGENT_STALE_AFTER_HOURS } from '../evidence/resolve-device.ts';
import type { ReportCache } from './report-cache.ts';

/** A device with all that is kept of it, and what the case does not hold of it. */
export interface LoadedCase {
  readonly device: DeviceCase;
  /** By IT's newest word, else InfoSec's. */
  readonly operatingSystem: string | null;
}

export interface LoadOptions {
  /** Whether the words of the tools are loaded too, for explaining. */
  readonly excerpts: boolean;
  readonly reports: ReportCache;
}

/** Loads some devices with both sides' evidence: as the rules read them, no conclusions. */
export async function loadCases(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
  options: LoadOptions,
): Promise<readonly LoadedCase[]> {
  return (await openCases(db, deviceIds, options)).cases(deviceIds);
}

/** Devices of which everything was read and nothing unpacked yet. */
export interface OpenedCases {
  /** Unpacks some of them: what is unpacked together lives in memory together. */
  cases(deviceIds: readonly string[]): readonly LoadedCase[];
}

/** Reads a whole chunk at once, one statement a kind of thing, so that it can be unpacked slice by slice. */
export async function openCases(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
  { excerpts, reports }: LoadOptions,
): Promise<OpenedCases> {
  const names = await readDeviceNames(db, deviceIds);
  const words = await readEvidence(db, deviceIds, { excerpts });
  const pages = await readClaimPages(db, words);
  const evidence = groupBy(words, (row) => row.deviceId);
  // Twins and targets explain only why InfoSec never looked: most devices need neither.
  const unseen = unseenOf(deviceIds, words);
  const inventories = new Map(
    (await readInventories(db, deviceIds)).map((inventory) => [inventory.deviceId, inventory]),
  );
  const twins = groupBy(await readTwins(db, unseen), (twin) => twin.deviceId);
  const targeting = await readTargeting(db, unseen);
  const namesakes = excerpts ? await readNamesakes(db, deviceIds) : new Map<string, readonly string[]>();
  const flaps = await readFlaps(db, deviceIds);
  const brought = await readBroughtSources(db, [...inventories.keys()]);
  const confirmations = groupBy(await readConfirmations(db, deviceIds), (answer) => answer.deviceId);
  const exceptions = groupBy(await readHeldExceptions(db, deviceIds), (one) => one.deviceId);
  const sources = await readSourceFacts(db);
  const known = await reports.of(db, new Set([...evidence.values()].flat().map((row) => row.reportId)));
  const caseOf = (deviceId: string, name: string): LoadedCase => {
    const own = (evidence.get(deviceId) ?? []).map((word) => unpackWord(word, pages));
    const it = [...itRecords(own, sources, known), ...agentRecord(inventories.get(deviceId), sources)];
    const looks = own.flatMap((row) => (row.team === 'infosec' ? [lookRecord(row, sources, known)] : []));
    return {
      device: {
        deviceId,
        name,
        it,
        looks,
        ghostOf: livingTwin(twins.get(deviceId) ?? [], it),
        targetedBy: targeting.get(deviceId) ?? null,
        namesakes: namesakes.get(deviceId) ?? [],
        flaps: (flaps.get(deviceId) ?? []).filter(({ changes, isOut }) => changes >= FLAPS_FROM || isOut === true),
        // Without an agent of ours there is nobody whom our deployments could have reached.
        deployments: inventories.has(deviceId) ? (brought.get(deviceId) ?? []) : null,
        confirmations: confirmations.get(deviceId) ?? [],
        exceptions: exceptions.get(deviceId) ?? [],
      },
      operatingSystem: systemOf(it, own),
    };
  };
  return {
    cases: (some) =>
      some.flatMap((deviceId) => {
        const name = names.get(deviceId);
        return name === undefined ? [] : [caseOf(deviceId, name)];
      }),
  };
}

function unseenOf(deviceIds: readonly string[], words: readonly PackedWord[]): readonly string[] {
  const seen = new Set(words.filter(({ team }) => team === 'infosec').map(({ deviceId }) => deviceId));
  return deviceIds.filter((deviceId) => !seen.has(deviceId));
}

type Reports = ReadonlyMap<string, KeptReport>;

function itRecords(
  rows: readonly KeptEvidence[],
  sources: ReadonlyMap<string, SourceFacts>,
  reports: Reports,
): readonly ItRecord[] {
  return rows.flatMap((row) => {
    const source = sources.get(row.sourceId);
    if (row.team !== 'it' || source === undefined) return [];
    // What does not tell when it saw the device saw it at the latest when it was delivered.
    const state = row.state.lastSeen === null ? { ...row.state, lastSeen: row.seenAt } : row.state;
    return [
      { source: source.name, staleAfterMs: source.staleAfterMs, state, claims: row.claims, file: fileOf(row, reports) },
    ];
  });
}

function agentRecord(
  inventory: StoredInventory | undefined,
  sources: ReadonlyMap<string, SourceFacts>,
): readonly ItRecord[] {
  if (inventory === undefined) return [];
  const kept = [...sources.values()].find((source) => source.name === AGENT_SOURCE.name);
  return [
    {
      source: AGENT_SOURCE.name,
      staleAfterMs: kept?.staleAfterMs ?? AGENT_STALE_AFTER_HOURS * 3_600_000,
      state: observedStateOf(inventory.inventory, inventory.seenAt),
      claims: [],
      file: null,
    },
  ];
}

function lookRecord(row: KeptEvidence, sources: ReadonlyMap<string, SourceFacts>, reports: Reports): LookRecord {
  const look = row.look ?? EMPTY_LOOK;
  return {
    source: sources.get(row.sourceId)?.name ?? 'scanner',
    look: look.from === null && look.to === null ? { ...look, from: row.seenAt } : look,
    scope: reports.get(row.reportId)?.scope ?? EMPTY_SCOPE,
    findings: row.claims,
    distribution: row.state.distribution,
    state: row.state,
    system: toldSystem(row.state, row.claims),
    file: fileOf(row, reports),
  };
}

function fileOf({ reportId }: KeptEvidence, reports: Reports): ItRecord['file'] {
  const report = reports.get(reportId);
  return report === undefined ? null : { name: report.fileName, sha256: report.sha256 };
}

/** Of two records of one device, the living one is the one that is scanned, else the one that was heard last. */
function livingTwin(twins: readonly TwinRecord[], own: readonly ItRecord[]): DeviceCase['ghostOf'] {
  const heard = Math.max(0, ...own.map((record) => Date.parse(record.state.lastSeen ?? '') || 0));
  const living = twins.find((twin) => twin.knownToInfosec || (Date.parse(twin.heardAt ?? '') || 0) > heard);
  if (living === undefined) return null;
  return { name: living.name, sharedIdentifier: living.sharing, knownToInfosec: living.knownToInfosec };
}

function systemOf(it: readonly ItRecord[], evidence: readonly KeptEvidence[]): string | null {
  const byIt = it
    .filter((record) => record.state.operatingSystem !== null)
    .sort((a, b) => (Date.parse(b.state.lastSeen ?? '') || 0) - (Date.parse(a.state.lastSeen ?? '') || 0))[0];
  if (byIt !== undefined) return byIt.state.operatingSystem;
  const scanned = evidence
    .filter((row) => row.state.operatingSystem !== null)
    .sort((a, b) => Date.parse(b.seenAt) - Date.parse(a.seenAt))[0];
  return scanned?.state.operatingSystem ?? null;
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(rows, key);
}
