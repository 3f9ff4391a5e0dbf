import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { StrangerCase } from './stranger-case.ts';

export interface StrangerFile {
  readonly team: Team;
  readonly path: string;
  /** The tool that wrote it: exports of one tool are its history. */
  readonly source: string;
  /** The device that a debsecan list is of. */
  readonly device: string | null;
}

/** Writes the files of a case into a folder; `name` keeps those of different cases apart. */
export function writeStrangerFiles(folder: string, name: string, given: StrangerCase): Promise<StrangerFile[]> {
  const write = async (file: string, text: string, rest: Omit<StrangerFile, 'path'>): Promise<StrangerFile> => {
    const path = join(folder, file);
    await writeFile(path, text);
    return { ...rest, path };
  };
  return Promise.all([
    ...given.it.map((text, index) =>
      write(`${name}-${index}.csv`, text, {
        team: 'it',
        source: given.isOneTool === true ? name : `${name} ${index}`,
        device: null,
      }),
    ),
    ...given.scans.map((scan, index) =>
      typeof scan === 'string'
        ? write(`${name}-${index}.nessus`, scan, { team: 'infosec', source: `${name} scan ${index}`, device: null })
        : write(`${scan.of}.debsecan`, scan.debsecan, { team: 'infosec', source: `${name} debsecan`, device: scan.of }),
    ),
  ]);
}
