import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { debsecanList } from './debsecan-list.ts';
import type { Dialect } from './it-dialect.ts';
import { exportHead, exportRows } from './it-export.ts';
import { LINUX_DIALECTS } from './linux-dialects.ts';
import { makeDevice } from './make-device.ts';
import { reportHost, strangerHost } from './nessus-host.ts';
import { NESSUS_TAIL, nessusHead } from './nessus-policy.ts';
import { TextFile } from './text-file.ts';
import { truthRows } from './truth.ts';
import { WINDOWS_DIALECTS } from './windows-dialects.ts';
import { setStage, type World, type WorldOptions } from './world.ts';
import type { ScanName, WorldDevice } from './world-device.ts';

const SCANS: readonly ScanName[] = ['weekly', 'old-feed', 'no-patch-families', 'few-checks', 'follow-up'];

/** What was written: the files of both sides and the truth beside them. */
export interface WrittenWorld {
  readonly now: string;
  readonly it: readonly string[];
  readonly infosec: readonly string[];
  readonly truth: string;
  readonly dialects: readonly string[];
  readonly devices: number;
  readonly cells: number;
}

/** Writes a world device by device: memory does not grow with their number. */
export async function generateWorld(
  options: WorldOptions,
  knowledge: Knowledge,
  folder: string,
): Promise<WrittenWorld> {
  await mkdir(folder, { recursive: true });
  const world = setStage(options, knowledge);
  const windows = WINDOWS_DIALECTS[options.seed % WINDOWS_DIALECTS.length] ?? WINDOWS_DIALECTS[0];
  const linux = LINUX_DIALECTS[options.seed % LINUX_DIALECTS.length] ?? LINUX_DIALECTS[0];
  const files = await openFiles(world, folder, windows, linux);
  const debsecan: string[] = [];
  let cells = 0;
  for (let index = 0; index < options.devices; index += 1) {
    const device = makeDevice(world, index);
    cells += device.cells.length;
    await writeDevice(world, device, files, windows, linux);
    if (device.debsecan) {
      const path = join(folder, `${device.name}.debsecan`);
      await writeFile(path, debsecanList(device));
      debsecan.push(path);
    }
  }
  const empty = await closeFiles(files);
  const written: WrittenWorld = {
    now: new Date(options.now).toISOString(),
    it: [files.windows.path, files.linux.path],
    infosec: [...SCANS.map((scan) => files.scans[scan].path).filter((path) => !empty.includes(path)), ...debsecan],
    truth: files.truth.path,
    dialects: [windows.name, linux.name],
    devices: options.devices,
    cells,
  };
  await writeFile(join(folder, 'world.json'), `${JSON.stringify({ seed: options.seed, ...written }, null, 1)}\n`);
  return written;
}

interface Files {
  readonly windows: TextFile;
  readonly linux: TextFile;
  readonly truth: TextFile;
  readonly scans: Readonly<Record<ScanName, TextFile>>;
  readonly used: Set<ScanName>;
}

async function openFiles(world: World, folder: string, windows: Dialect, linux: Dialect): Promise<Files> {
  const csv = (dialect: Dialect) =>
    new TextFile(join(folder, `it-${dialect.name}.csv`), dialect.encoding === 'utf16le' ? 'utf16le' : 'utf8');
  const scan = (name: ScanName) => new TextFile(join(folder, `scan-${name}.nessus`));
  const files: Files = {
    windows: csv(windows),
    linux: csv(linux),
    truth: new TextFile(join(folder, 'truth.jsonl')),
    scans: {
      weekly: scan('weekly'),
      'old-feed': scan('old-feed'),
      'no-patch-families': scan('no-patch-families'),
      'few-checks': scan('few-checks'),
      'follow-up': scan('follow-up'),
    },
    used: new Set(),
  };
  await files.windows.write(exportHead(windows));
  await files.linux.write(exportHead(linux));
  for (const name of SCANS) await files.scans[name].write(nessusHead(world, name));
  return files;
}

async function writeDevice(
  world: World,
  device: WorldDevice,
  files: Files,
  windows: Dialect,
  linux: Dialect,
): Promise<void> {
  if (device.family === 'windows') await files.windows.write(exportRows(windows, device));
  else await files.linux.write(exportRows(linux, device));
  for (const visit of device.visits) {
    files.used.add(visit.scan);
    await files.scans[visit.scan].write(reportHost(world, device, visit));
  }
  if (device.stranger) await files.scans[device.stranger.scan].write(strangerHost(world, device, device.stranger));
  await files.truth.write(truthRows(device));
}

/** Gives the scans that looked at no device. */
async function closeFiles(files: Files): Promise<readonly string[]> {
  for (const name of SCANS) await files.scans[name].write(NESSUS_TAIL);
  await Promise.all(
    [files.windows, files.linux, files.truth, ...Object.values(files.scans)].map((file) => file.close()),
  );
  return SCANS.filter((name) => !files.used.has(name)).map((name) => files.scans[name].path);
}
