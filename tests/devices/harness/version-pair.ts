import type { Device } from './device.ts';

export interface VersionPair {
  readonly older: string;
  readonly newest: string;
}

/**
 * The newest version of a package in the archive and the one before it: a security update and what it replaced. The archive
 * is asked, so that no version stands in a test.
 */
export async function versionPair(device: Device, name: string): Promise<VersionPair> {
  const table = await device.must('apt-cache', ['madison', name]);
  const versions = [...new Set(table.split('\n').flatMap((line) => line.split('|')[1]?.trim() ?? []))].filter(
    (version) => version !== '',
  );
  const newest = await extreme(device, versions, 'gt');
  const rest = versions.filter((version) => version !== newest);
  if (newest === undefined || rest.length === 0) {
    throw new Error(
      `The archive has only one version of ${name} (${versions.join(', ')}): no update can be tried with it.`,
    );
  }
  const older = await extreme(device, rest, 'gt');
  if (older === undefined) throw new Error(`No older version of ${name} was found.`);
  return { older, newest };
}

async function extreme(
  device: Device,
  versions: readonly string[],
  relation: 'gt' | 'lt',
): Promise<string | undefined> {
  let best = versions[0];
  for (const version of versions.slice(1)) {
    if (best === undefined) continue;
    const { exitCode } = await device.run('dpkg', ['--compare-versions', version, relation, best]);
    if (exitCode === 0) best = version;
  }
  return best;
}
