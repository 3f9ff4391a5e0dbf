import { execFile } from 'node:child_process';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Candidate, InstalledPackage } from '@baton/domain/inventory/inventory.ts';
import { sourceField } from './dpkg-packages.ts';
import type { DeviceView, InventorySource } from './inventory-source.ts';

const run = promisify(execFile);
/** apt's words are parsed, so they must be the untranslated ones. 800 packages answer in 0.3 MB. */
const OPTIONS = { env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 64 * 1024 * 1024, timeout: 120_000 };
/** Names per call: a command line of the kernel's limit (128 KiB an argument list on small systems) holds more. */
const CHUNK = 1_000;

export const aptCandidates: InventorySource = {
  id: 'apt',
  gives: 'candidates',
  async applies() {
    return access('/usr/bin/apt-cache').then(
      () => true,
      () => false,
    );
  },
  async read(device, known) {
    return { candidates: await rememberedCandidates(device, known.packages ?? []) };
  },
};

/** Asking apt costs half a second of processor, so it is asked only after its lists, its settings or dpkg changed. */
async function rememberedCandidates(
  device: DeviceView,
  packages: readonly InstalledPackage[],
): Promise<readonly Candidate[]> {
  const key = `apt candidates ${await inputsOf(device.root)}`;
  const kept = device.memory.get(key);
  if (isCandidates(kept)) return kept;
  const candidates = await askApt(packages);
  for (const old of [...device.memory.keys()].filter((name) => name.startsWith('apt candidates ')))
    device.memory.delete(old);
  device.memory.set(key, candidates);
  return candidates;
}

function isCandidates(value: unknown): value is readonly Candidate[] {
  return Array.isArray(value);
}

async function inputsOf(root: string): Promise<string> {
  const paths = [
    'var/lib/dpkg/status',
    'var/lib/apt/lists',
    'etc/apt/sources.list.d',
    'etc/apt/preferences.d',
    'etc/apt',
  ];
  const times = await Promise.all(
    paths.map((path) =>
      stat(join(root, path)).then(
        (found) => found.mtimeMs,
        () => 0,
      ),
    ),
  );
  return times.join(' ');
}

async function askApt(packages: readonly InstalledPackage[]): Promise<readonly Candidate[]> {
  const offers: Offer[] = [];
  const names = packages.map((item) => `${item.name}:${item.architecture}`.replace(/:all$/, ''));
  for (let at = 0; at < names.length; at += CHUNK) {
    const { stdout } = await run('/usr/bin/apt-cache', ['policy', ...names.slice(at, at + CHUNK)], OPTIONS);
    offers.push(...upgradesOf(stdout));
  }
  if (offers.length === 0) return [];
  const wanted = offers.map((offer) => `${offer.package}=${offer.version}`);
  const { stdout } = await run('/usr/bin/apt-cache', ['show', ...wanted], OPTIONS);
  const sources = sourceVersionsOf(stdout);
  return offers.map((offer) => {
    const name = offer.package.replace(/:.*$/, '');
    return { ...offer, package: name, sourceVersion: sources.get(`${name} ${offer.version}`) ?? null };
  });
}

export interface Offer {
  readonly package: string;
  readonly version: string;
  readonly origin: string | null;
}

/** Packages whose candidate differs from what is installed, from the output of `apt-cache policy`. */
export function upgradesOf(policy: string): readonly Offer[] {
  const offers: Offer[] = [];
  for (const block of policy.split(/^(?=\S)/m)) {
    const name = /^(\S+):$/m.exec(block)?.[1];
    const installed = /^ {2}Installed: (\S+)$/m.exec(block)?.[1];
    const candidate = /^ {2}Candidate: (\S+)$/m.exec(block)?.[1];
    if (name === undefined || candidate === undefined || candidate === '(none)' || candidate === installed) continue;
    offers.push({ package: name, version: candidate, origin: originOf(block, candidate) });
  }
  return offers;
}

/** The archive in the line below the candidate's own in the version table: "500 http://… bookworm-security/main amd64 Packages". */
function originOf(block: string, version: string): string | null {
  const lines = block.split('\n');
  const at = lines.findIndex((line) => /^ (\*\*\*| {3}) (\S+) /.exec(line)?.[2] === version);
  return /^\s+-?\d+ \S+ (\S+) \S+ Packages$/.exec(lines[at + 1] ?? '')?.[1] ?? null;
}

function sourceVersionsOf(show: string): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const stanza of show.split('\n\n')) {
    const name = /^Package: (\S+)$/m.exec(stanza)?.[1];
    const version = /^Version: (\S+)$/m.exec(stanza)?.[1];
    if (name === undefined || version === undefined) continue;
    versions.set(`${name} ${version}`, sourceField(/^Source: (.+)$/m.exec(stanza)?.[1], name, version)[1]);
  }
  return versions;
}
