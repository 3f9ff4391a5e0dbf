import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Team } from '@baton/domain/evidence/team.ts';
import { debsecanList } from './debsecan-list.ts';
import type { Dialect } from './it-dialect.ts';
import { exportHead, exportRows } from './it-export.ts';
import { reportHost, strangerHost } from './nessus-host.ts';
import { NESSUS_TAIL, nessusHead } from './nessus-policy.ts';
import { SOFTWARE_LIST_HEAD, softwareRows } from './software-list.ts';
import { TENABLE_HEAD, tenableRows } from './tenable-list.ts';
import { TextFile } from './text-file.ts';
import { truthRows } from './truth.ts';
import type { Phase, World } from './world.ts';
import type { NessusScan, ScanName, Visit, WorldDevice } from './world-device.ts';

const NESSUS_SCANS: readonly NessusScan[] = ['weekly', 'old-feed', 'no-patch-families', 'few-checks', 'follow-up'];

export interface Dialects {
  readonly windows: Dialect;
  readonly linux: Dialect;
}

/** Name of the source that lists all software of some devices. */
export const SOFTWARE_INVENTORY = 'Software inventory';

/** A file that one side delivers, and when. */
export interface WorldDelivery {
  /** ISO-8601 */
  readonly at: string;
  readonly team: Team;
  /** The tool that wrote it. */
  readonly source: string;
  readonly file: string;
  /** The device that the file is about, where it does not say so itself. */
  readonly device?: string;
}

/** What was written of one turn. */
export interface WrittenTurn {
  readonly at: string;
  readonly phase: Phase;
  readonly round: number;
  readonly deliveries: readonly WorldDelivery[];
  /** The truth at the turn's end. */
  readonly truth: string;
}

interface ScanFile {
  readonly file: TextFile;
  /** When the last device was looked at; 0 while none was. Milliseconds since 1970. */
  end: number;
}

/** The files of both sides in one turn and the truth beside them, written device by device. */
export class TurnFiles {
  readonly #world: World;
  readonly #dialects: Dialects;
  readonly #folder: string;
  readonly #windows: TextFile;
  readonly #linux: TextFile;
  readonly #software: TextFile;
  readonly #truth: TextFile;
  #listed = 0;
  readonly #scans: ReadonlyMap<ScanName, ScanFile>;
  readonly #debsecan: WorldDelivery[] = [];

  private constructor(world: World, dialects: Dialects, folder: string) {
    const csv = (dialect: Dialect) =>
      new TextFile(join(folder, `it-${dialect.name}.csv`), dialect.encoding === 'utf16le' ? 'utf16le' : 'utf8');
    this.#world = world;
    this.#dialects = dialects;
    this.#folder = folder;
    this.#windows = csv(dialects.windows);
    this.#linux = csv(dialects.linux);
    this.#software = new TextFile(join(folder, 'it-software.csv'));
    this.#truth = new TextFile(join(folder, 'truth.jsonl'));
    const scan = (name: ScanName, form: string): [ScanName, ScanFile] => [
      name,
      { file: new TextFile(join(folder, `scan-${name}.${form}`)), end: 0 },
    ];
    this.#scans = new Map([...NESSUS_SCANS.map((name) => scan(name, 'nessus')), scan('cloud', 'csv')]);
  }

  static async open(world: World, dialects: Dialects, folder: string): Promise<TurnFiles> {
    await mkdir(folder, { recursive: true });
    const files = new TurnFiles(world, dialects, folder);
    await files.#windows.write(exportHead(dialects.windows));
    await files.#linux.write(exportHead(dialects.linux));
    await files.#software.write(SOFTWARE_LIST_HEAD);
    for (const [name, { file }] of files.#scans)
      await file.write(name === 'cloud' ? TENABLE_HEAD : nessusHead(world, name));
    return files;
  }

  async write(device: WorldDevice): Promise<void> {
    const { windows, linux } = this.#dialects;
    if (device.family === 'windows') await this.#windows.write(exportRows(windows, device));
    else await this.#linux.write(exportRows(linux, device));
    for (const visit of device.visits) {
      const isList = visit.scan === 'cloud';
      await this.#visit(visit, isList ? tenableRows(device, visit) : reportHost(this.#world, device, visit));
    }
    if (device.stranger) await this.#visit(device.stranger, strangerHost(this.#world, device, device.stranger));
    if (device.debsecan) await this.#writeDebsecan(device);
    if (device.softwareList) {
      this.#listed += 1;
      await this.#software.write(softwareRows(device));
    }
    await this.#truth.write(truthRows(device));
  }

  async #visit(visit: Visit, host: string): Promise<void> {
    const scan = this.#scans.get(visit.scan);
    if (!scan) return;
    scan.end = Math.max(scan.end, visit.at + 20 * 60_000);
    await scan.file.write(host);
  }

  async #writeDebsecan(device: WorldDevice): Promise<void> {
    const file = join(this.#folder, `${device.name}.debsecan`);
    await writeFile(file, debsecanList(device));
    const at = new Date(this.#world.now - 3_600_000).toISOString();
    this.#debsecan.push({ at, team: 'infosec', source: 'debsecan', file, device: device.name });
  }

  /** Ends the files; scans that looked at no device leave none. */
  async close(): Promise<WrittenTurn> {
    for (const [name, { file }] of this.#scans) if (name !== 'cloud') await file.write(NESSUS_TAIL);
    const all = [
      this.#windows,
      this.#linux,
      this.#software,
      this.#truth,
      ...[...this.#scans.values()].map(({ file }) => file),
    ];
    await Promise.all(all.map((file) => file.close()));
    const scans: WorldDelivery[] = [];
    for (const [name, { file, end }] of this.#scans) {
      if (end === 0) await rm(file.path);
      else scans.push({ ...scannedBy(name), at: new Date(end).toISOString(), file: file.path });
    }
    const at = new Date(this.#world.now).toISOString();
    const exports = [
      { at, team: 'it' as const, source: this.#dialects.windows.title, file: this.#windows.path },
      { at, team: 'it' as const, source: this.#dialects.linux.title, file: this.#linux.path },
      ...(this.#listed > 0 ? [{ at, team: 'it' as const, source: SOFTWARE_INVENTORY, file: this.#software.path }] : []),
    ];
    if (this.#listed === 0) await rm(this.#software.path);
    const deliveries = [...scans, ...this.#debsecan, ...exports];
    const { phase, round } = this.#world;
    return {
      at,
      phase,
      round,
      deliveries: deliveries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
      truth: this.#truth.path,
    };
  }
}

/** The offline scanner of the branch offices is a source of its own, and so is the list of the cloud scanner. */
function scannedBy(name: ScanName): Pick<WorldDelivery, 'team' | 'source'> {
  if (name === 'cloud') return { team: 'infosec', source: 'Tenable Vulnerability Management' };
  return { team: 'infosec', source: name === 'old-feed' ? 'Nessus (branch offices)' : 'Nessus' };
}
