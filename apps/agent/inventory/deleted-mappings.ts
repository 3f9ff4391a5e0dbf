import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestartNeeded } from '@baton/domain/inventory/inventory.ts';
import { ownersOf } from './file-owners.ts';
import type { InventorySource } from './inventory-source.ts';
import { hasCode, isMissing, readText } from './read-text.ts';

/** Clock ticks a second in /proc/PID/stat: 100 on every Linux of ours (sysconf(_SC_CLK_TCK)). */
const TICKS = 100;

export const deletedMappings: InventorySource = {
  id: 'deleted-mappings',
  gives: 'restartNeeded',
  applies: async () => process.platform === 'linux',
  async read({ root }, known) {
    const seen = await processesWithReplacedFiles(join(root, 'proc'));
    const files = new Set(seen.processes.flatMap((found) => found.files));
    const owners = files.size === 0 ? new Map<string, string>() : await ownersOf(files, root);
    const bootedAt = known.system?.bootedAt ?? null;
    const restartNeeded = seen.processes.map(({ ticks, ...found }): RestartNeeded => {
      const packages = [...new Set(found.files.flatMap((file) => owners.get(file) ?? []))];
      return { ...found, startedAt: startTime(bootedAt, ticks), packages };
    });
    return { restartNeeded, allProcessesSeen: seen.all };
  },
};

interface ProcessFound {
  readonly pid: number;
  readonly command: string;
  readonly ticks: number | null;
  readonly files: readonly string[];
}

async function processesWithReplacedFiles(proc: string): Promise<{ processes: readonly ProcessFound[]; all: boolean }> {
  const pids = (await readdir(proc)).filter((name) => /^\d+$/.test(name));
  const ownMounts = await readlink(join(proc, 'self/ns/mnt')).catch(() => null);
  const processes: ProcessFound[] = [];
  let all = true;
  for (const pid of pids) {
    try {
      // A container's processes map its own files: paths that mean something else here.
      if ((await readlink(join(proc, pid, 'ns/mnt'))) !== ownMounts && ownMounts !== null) continue;
      const files = replacedFiles(await readFile(join(proc, pid, 'maps'), 'utf8'));
      if (files.length > 0) processes.push({ pid: Number(pid), files, ...(await describe(join(proc, pid))) });
    } catch (error) {
      if (hasCode(error, 'EACCES') || hasCode(error, 'EPERM')) all = false;
      else if (!isMissing(error)) throw error;
    }
  }
  return { processes, all };
}

/**
 * Files under the system's program folders that are mapped and no longer there under their name (proc_pid_maps(5)). Only
 * mappings of real files: memfd, shared memory and files in /tmp are deleted on purpose.
 */
export function replacedFiles(maps: string): readonly string[] {
  const files = new Set<string>();
  for (const line of maps.split('\n')) {
    if (!line.endsWith(' (deleted)')) continue;
    const path = /^\S+ \S+ \S+ \S+ \d+ +(\/.*) \(deleted\)$/.exec(line)?.[1];
    if (path !== undefined && /^\/(usr|lib\w*|s?bin|opt)\//.test(path)) files.add(cleanName(unescaped(path)));
  }
  return [...files].sort();
}

/** dpkg renames a file through these names while it replaces it. */
function cleanName(path: string): string {
  return path.replace(/\.dpkg-(new|tmp|old)$/, '');
}

/** The kernel writes newline, space and backslash as three octal digits. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

async function describe(folder: string): Promise<{ command: string; ticks: number | null }> {
  const status = (await readText(join(folder, 'stat'))) ?? '';
  // proc_pid_stat(5): "pid (comm) state …"; comm may hold spaces and brackets, so fields count from the last bracket.
  const end = status.lastIndexOf(')');
  const ticks = Number(status.slice(end + 2).split(' ')[19]);
  const command = status.slice(status.indexOf('(') + 1, end);
  return { command: command === '' ? 'unknown' : command, ticks: Number.isFinite(ticks) ? ticks : null };
}

function startTime(bootedAt: string | null, ticks: number | null): string | null {
  if (bootedAt === null || ticks === null) return null;
  const started = Temporal.Instant.from(bootedAt).add({ milliseconds: Math.floor((ticks * 1000) / TICKS) });
  return started.toString({ smallestUnit: 'second' });
}
