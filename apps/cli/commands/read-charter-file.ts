import { readFile } from 'node:fs/promises';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { readCharterYaml } from '@baton/formats/charter/read-charter-yaml.ts';
import { CliError } from '../cli-error.ts';
import { fileProblem } from '../terminal/file-problem.ts';

/** Reads a charter from a file. @throws CliError with every problem as `file:line: what`, as compilers write it. */
export async function readCharterFile(path: string): Promise<Charter> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw fileProblem(path, cause);
  });
  const { charter, problems } = readCharterYaml(text);
  if (charter !== null) return charter;
  const lines = problems.map(({ line, what }) => `${path}:${line}: ${what}`);
  throw new CliError('bad-file', [...lines, 'A charter to begin with: baton charter export > charter.yaml'].join('\n'));
}
