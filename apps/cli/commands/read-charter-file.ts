import { readFile } from 'node:fs/promises';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { readCharterYaml } from '@baton/formats/charter/read-charter-yaml.ts';
import { CliError } from '../cli-error.ts';

/** Reads a charter from a file. @throws CliError with every problem as `file:line: what`, as compilers write it. */
export async function readCharterFile(path: string): Promise<Charter> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new CliError('bad-file', `${path} cannot be read: ${cause.message}.`, { cause });
  });
  const { charter, problems } = readCharterYaml(text);
  if (charter !== null) return charter;
  throw new CliError('bad-file', problems.map(({ line, what }) => `${path}:${line}: ${what}`).join('\n'));
}
