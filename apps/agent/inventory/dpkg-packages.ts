import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { InstalledPackage } from '@baton/domain/inventory/inventory.ts';
import type { InventorySource } from './inventory-source.ts';
import { isMissing } from './read-text.ts';

/**
 * States of dpkg in which this version's files are on the disk (dpkg(1), "PACKAGE STATES"). half-configured is one: an
 * upgrade whose script failed has replaced the files already. half-installed is not: what lies there is unknown.
 */
const UNPACKED = new Set(['installed', 'triggers-pending', 'triggers-awaited', 'half-configured', 'unpacked']);

export const dpkgPackages: InventorySource = {
  id: 'dpkg',
  gives: 'packages',
  async applies({ root }) {
    return stat(statusFile(root)).then(
      () => true,
      (error) => {
        if (isMissing(error)) return false;
        throw error;
      },
    );
  },
  async read({ root }) {
    const unpackedAt = await unpackTimes(join(root, 'var/lib/dpkg/info'));
    const packages: InstalledPackage[] = [];
    for await (const item of readDpkgStatus(createReadStream(statusFile(root)))) {
      const installedAt = unpackedAt.get(`${item.name}:${item.architecture}`) ?? unpackedAt.get(item.name) ?? null;
      packages.push({ ...item, installedAt });
    }
    return { packages };
  },
};

function statusFile(root: string): string {
  return join(root, 'var/lib/dpkg/status');
}

/** Installed packages of a dpkg status file (deb-control(5) stanzas); streams, so memory holds one stanza. */
export async function* readDpkgStatus(input: NodeJS.ReadableStream): AsyncIterable<InstalledPackage> {
  let fields = new Map<string, string>();
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') {
      const item = installedPackage(fields);
      if (item !== null) yield item;
      fields = new Map();
    } else if (!line.startsWith(' ') && !line.startsWith('\t')) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).toLowerCase();
      if (WANTED.has(name)) fields.set(name, line.slice(colon + 1).trim());
    }
  }
  const last = installedPackage(fields);
  if (last !== null) yield last;
}

const WANTED = new Set(['package', 'status', 'architecture', 'version', 'source']);

function installedPackage(fields: ReadonlyMap<string, string>): InstalledPackage | null {
  const name = fields.get('package');
  const version = fields.get('version');
  const state = fields.get('status')?.split(' ')[2];
  if (name === undefined || version === undefined || state === undefined || !UNPACKED.has(state)) return null;
  const [source, sourceVersion] = sourceField(fields.get('source'), name, version);
  return { name, version, architecture: fields.get('architecture') ?? 'all', source, sourceVersion, installedAt: null };
}

/** "Source: expat (2.5.0-1)": the version stands there only where it differs from the binary's (Debian policy 5.6.1). */
export function sourceField(field: string | undefined, name: string, version: string): readonly [string, string] {
  const match = /^(\S+)(?:\s+\(([^)]+)\))?/.exec(field ?? '');
  return [match?.[1] ?? name, match?.[2] ?? version];
}

/** dpkg writes NAME[:ARCH].list anew when it unpacks a version: its time is when these files came. */
async function unpackTimes(folder: string): Promise<ReadonlyMap<string, string>> {
  const times = new Map<string, string>();
  const lists = (await readdir(folder)).filter((name) => name.endsWith('.list'));
  await Promise.all(
    lists.map(async (name) => {
      const seconds = Math.floor((await stat(join(folder, name))).mtimeMs / 1000);
      const time = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString({ smallestUnit: 'second' });
      times.set(name.slice(0, -'.list'.length), time);
    }),
  );
  return times;
}
