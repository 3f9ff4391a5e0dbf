import { EMPTY_LOOK, EMPTY_SCOPE } from '../evidence/empty-report.ts';
import { EMPTY_STATE } from '../evidence/empty-state.ts';
import { flapsOf, type PastWord } from '../evidence/flaps.ts';
import type { Claim, DeviceReport, Look, ObservedState, ReportPart, ReportScope } from '../evidence/report.ts';
import type { Team } from '../evidence/team.ts';
import type { DeviceNames } from '../identity/device-names.ts';
import { DeviceRegister, displayName } from '../identity/device-register.ts';
import { identifiersOf } from '../identity/identifiers.ts';
import { type NamedHost, namesOfSeveral } from '../identity/namesakes.ts';
import { toldSystem } from '../identity/told-system.ts';
import type { DeviceCase, EvidenceFile, ItRecord, LookRecord } from './device-case.ts';
import { keyOfPiece, mergeNames, mergeStates } from './merge-pieces.ts';

/** One delivery as it is being read. */
export interface ReportHead {
  readonly team: Team;
  /** The source's name, as people see it. */
  readonly source: string;
  readonly file: EvidenceFile;
}

interface Piece {
  names: DeviceNames;
  state: ObservedState;
  look: Look | null;
  readonly claims: Claim[];
}

interface Reading {
  readonly head: ReportHead;
  readonly pieces: Map<string, Piece>;
  scope: ReportScope;
}

/** Joins the parts of several reports to devices with both sides' evidence, in memory. */
export class FleetAssembler {
  readonly #readings: Reading[] = [];
  readonly #staleAfterMs: number;

  /** @param staleAfterMs after how long without a word IT's record of a device is stale */
  constructor(staleAfterMs: number) {
    this.#staleAfterMs = staleAfterMs;
  }

  /** Begins a report; the parts that are read of it go to the function returned. Problems are the caller's. */
  begin(head: ReportHead): (part: ReportPart) => void {
    const reading: Reading = { head, pieces: new Map(), scope: EMPTY_SCOPE };
    this.#readings.push(reading);
    return (part) => {
      if (part.part === 'scope') reading.scope = part.scope;
      else if (part.part === 'device') addPiece(reading, part.device);
    };
  }

  /** The devices of all reports. IT's records are joined first, so that scanners find them. */
  devices(): readonly DeviceCase[] {
    const register = new DeviceRegister(namesOfSeveral(this.#hosts()));
    const drafts = new Map<string, Draft>();
    for (const [index, reading] of [...this.#of('it'), ...this.#of('infosec')].entries()) {
      const { team, source, file } = reading.head;
      const origin = {
        delivery: String(index),
        source: `${team}\n${source}\n${toolOfFile(file?.name ?? '')}`,
        mergesOwnRecords: team === 'infosec',
      };
      for (const piece of inTurn(reading, register)) {
        const { deviceId } = register.register(
          { ...piece.names, osFamily: toldSystem(piece.state, piece.claims) },
          origin,
        );
        const draft = drafts.get(deviceId) ?? { deviceId, names: [], it: [], looks: [] };
        drafts.set(deviceId, draft);
        draft.names.push(piece.names);
        if (reading.head.team === 'it') draft.it.push(itRecord(reading, piece, this.#staleAfterMs));
        else draft.looks.push(lookRecord(reading, piece));
      }
    }
    const targets = targetsOf(this.#of('infosec'));
    const byName = bearersOf([...drafts.values()]);
    return [...drafts.values()].map((draft) => toCase(draft, { drafts, register, targets, byName }));
  }

  #hosts(): readonly NamedHost[] {
    return this.#readings.flatMap(({ pieces }, index) =>
      [...pieces.values()].map(({ names }) => ({ identifiers: identifiersOf(names), delivery: String(index) })),
    );
  }

  #of(team: Team): readonly Reading[] {
    return this.#readings.filter((reading) => reading.head.team === team);
  }
}

interface Draft {
  readonly deviceId: string;
  readonly names: DeviceNames[];
  readonly it: ItRecord[];
  readonly looks: LookRecord[];
}

/** The records of an inventory by their turn to be joined; a scanner has no ghosts. */
function inTurn({ head, pieces: byKey }: Reading, register: DeviceRegister): readonly Piece[] {
  const pieces = [...byKey.values()];
  if (head.team === 'infosec') return pieces;
  const byTurn = Map.groupBy(pieces, ({ names }) => register.turnOf(names));
  return [...(byTurn.get('first') ?? []), ...(byTurn.get('then') ?? []), ...(byTurn.get('last') ?? [])];
}

function addPiece(reading: Reading, report: DeviceReport): void {
  const key = keyOfPiece(report);
  const known = reading.pieces.get(key);
  if (!known) {
    reading.pieces.set(key, {
      names: report.names,
      state: report.state,
      look: report.look,
      claims: [...report.claims],
    });
    return;
  }
  if (known.names !== report.names) known.names = mergeNames(known.names, report.names);
  if (known.state !== report.state) known.state = mergeStates(known.state, report.state);
  known.look ??= report.look;
  for (const claim of report.claims) known.claims.push(claim);
}

function itRecord({ head }: Reading, piece: Piece, staleAfterMs: number): ItRecord {
  return {
    source: head.source,
    staleAfterMs,
    state: piece.state ?? EMPTY_STATE,
    claims: piece.claims,
    file: head.file,
  };
}

function lookRecord({ head, scope }: Reading, piece: Piece): LookRecord {
  return {
    source: head.source,
    look: piece.look ?? EMPTY_LOOK,
    scope,
    distribution: piece.state.distribution,
    state: piece.state,
    system: toldSystem(piece.state, piece.claims),
    findings: piece.claims,
    file: head.file,
  };
}

/** Exact names and addresses that scans were asked to look at, with who was asked. */
function targetsOf(readings: readonly Reading[]): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  for (const { scope, head } of readings)
    for (const target of scope.targets) targets.set(target.trim().toLowerCase(), head.source);
  return targets;
}

interface Fleet {
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly register: DeviceRegister;
  /** Who was asked to look at a name or address. */
  readonly targets: ReadonlyMap<string, string>;
  /** Who bears each short name, of the devices that one side alone knows. */
  readonly byName: ReadonlyMap<string, readonly Draft[]>;
}

function toCase(draft: Draft, { drafts, register, targets, byName }: Fleet): DeviceCase {
  return {
    deviceId: draft.deviceId,
    name: displayName(draft.names),
    it: draft.it,
    looks: draft.looks,
    ghostOf: draft.looks.length === 0 ? livingTwin(draft, drafts, register) : null,
    targetedBy: draft.looks.length === 0 ? targetedBy(draft, targets) : null,
    namesakes: namesakesOf(draft, byName),
    flaps: historiesOf(draft.it).flatMap(flapsOf),
    deployments: null,
    confirmations: [],
    exceptions: [],
  };
}

function bearersOf(drafts: readonly Draft[]): Fleet['byName'] {
  const bearers = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.it.length > 0 && draft.looks.length > 0) continue;
    for (const name of shortNamesOf(draft)) bearers.set(name, [...(bearers.get(name) ?? []), draft]);
  }
  return bearers;
}

function shortNamesOf({ names }: Draft): ReadonlySet<string> {
  const hostnames = names.flatMap((each) => identifiersOf(each)).filter(({ kind }) => kind === 'hostname');
  return new Set(hostnames.map(({ value }) => value));
}

function namesakesOf(draft: Draft, byName: Fleet['byName']): readonly string[] {
  const isOfIt = draft.it.length > 0;
  if (isOfIt && draft.looks.length > 0) return [];
  const others = [...shortNamesOf(draft)].flatMap((name) => byName.get(name) ?? []);
  const ofOtherSide = others.filter(({ it }) => it.length > 0 !== isOfIt);
  return [...new Set(ofOtherSide.map(({ names }) => displayName(names)))].toSorted();
}

/** IT's words on one device, grouped to the exports of one tool: files whose names differ by a date or a number only. */
function historiesOf(records: readonly ItRecord[]): readonly (readonly PastWord[])[] {
  const dated = records.filter(({ state }) => state.lastSeen !== null);
  const byTool = Map.groupBy(dated, ({ source, file }) => `${source}\n${toolOfFile(file?.name ?? '')}`);
  return [...byTool.values()].map((words) =>
    words.map(({ state, claims }) => ({
      seenAt: state.lastSeen ?? '',
      distribution: state.distribution,
      claims,
      packages: state.packages,
    })),
  );
}

/** "wsus-2024-10-14.csv" → "wsus.csv" */
function toolOfFile(name: string): string {
  return name
    .toLowerCase()
    .replace(/(?:week|day|month|run|scan|export)?[\s_.-]*\d+/g, '')
    .replace(/[\s_-]+(?=\.|$)/g, '');
}

function targetedBy(draft: Draft, targets: ReadonlyMap<string, string>): string | null {
  if (targets.size === 0) return null;
  for (const names of draft.names) {
    for (const { value } of identifiersOf(names)) {
      const by = targets.get(value);
      if (by) return by;
    }
  }
  return null;
}

/** Of two records of one device, the living one is the one that is scanned, else the one that was heard last. */
function livingTwin(draft: Draft, drafts: ReadonlyMap<string, Draft>, register: DeviceRegister): DeviceCase['ghostOf'] {
  for (const twinId of register.twinsOf(draft.deviceId)) {
    const twin = drafts.get(twinId);
    if (!twin || !(twin.looks.length > 0 || heard(twin) > heard(draft))) continue;
    return {
      name: displayName(twin.names),
      sharedIdentifier: sharedIdentifier(draft, twin),
      knownToInfosec: twin.looks.length > 0,
    };
  }
  return null;
}

function heard(draft: Draft): number {
  return Math.max(0, ...draft.it.map((record) => Date.parse(record.state.lastSeen ?? '') || 0));
}

function sharedIdentifier(draft: Draft, twin: Draft): string {
  const theirs = new Set(
    twin.names.flatMap((names) => identifiersOf(names)).map(({ kind, value }) => `${kind} ${value}`),
  );
  const shared = draft.names
    .flatMap((names) => identifiersOf(names))
    .find(({ kind, value }) => theirs.has(`${kind} ${value}`));
  return shared ? `${shared.kind} ${shared.value}` : 'an identifier';
}
