import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readText } from './read-text.ts';

/**
 * Which package each file belongs to, as `dpkg -S` would say, from dpkg's file lists read once (100 ms for 800 packages;
 * asking dpkg takes that long for each file).
 *
 * @returns package by the path that was asked; absent where nobody owns it.
 */
export async function ownersOf(paths: ReadonlySet<string>, root: string): Promise<ReadonlyMap<string, string>> {
  const diversions = readDiversions((await readText(join(root, 'var/lib/dpkg/diversions'))) ?? '');
  const spellings = new Map<string, readonly string[]>();
  for (const path of paths) spellings.set(path, spellingsOf(diversions.get(path)?.from ?? path));
  const listed = await listedBy(new Set([...spellings.values()].flat()), join(root, 'var/lib/dpkg/info'));

  const owners = new Map<string, string>();
  for (const [path, names] of spellings) {
    const diverted = diversions.get(path);
    const candidates = names.map((name) => listed.get(name)).find((found) => found !== undefined) ?? [];
    const owner = candidates.find((name) => diverted === undefined || name !== diverted.by) ?? candidates[0];
    if (owner !== undefined) owners.set(path, owner);
  }
  return owners;
}

/**
 * Names under which the lists may hold a file, best first: as it is, with and without /usr (packages of before the /usr
 * merge list /lib), and for a library its less exact names, since an upgrade from libx.so.1.8 to libx.so.1.9 leaves nobody
 * who lists the old one.
 */
export function spellingsOf(path: string): readonly string[] {
  const names: string[] = [];
  for (let name: string | null = path; name !== null; name = shorterSoname(name)) {
    names.push(name, name.startsWith('/usr/') ? name.slice('/usr'.length) : `/usr${name}`);
  }
  return names;
}

function shorterSoname(path: string): string | null {
  const match = /^(.*\.so\.\d+(?:\.\d+)*)\.\d+$/.exec(path);
  return match?.[1] ?? null;
}

interface Diversion {
  readonly from: string;
  /** The package that diverts; it owns the file under the original name. */
  readonly by: string;
}

/** Triples of lines: the name, where it is diverted to, the package that diverts (":" for the administrator). */
function readDiversions(text: string): ReadonlyMap<string, Diversion> {
  const lines = text.split('\n');
  const diversions = new Map<string, Diversion>();
  for (let at = 0; at + 2 < lines.length; at += 3) {
    const [from, to, by] = lines.slice(at, at + 3);
    if (from !== undefined && to !== undefined && by !== undefined) diversions.set(to, { from, by });
  }
  return diversions;
}

async function listedBy(paths: ReadonlySet<string>, info: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const file of await readdir(info)) {
    if (!file.endsWith('.list')) continue;
    const owner = file.slice(0, -'.list'.length).replace(/:.*$/, '');
    const lines = createInterface({ input: createReadStream(join(info, file)), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const path of lines) {
      if (paths.has(path)) found.set(path, [...(found.get(path) ?? []), owner]);
    }
  }
  return found;
}
