import { CliError } from '../cli-error.ts';

/** Why a file that was named cannot be read, in words, and what to do. */
export function fileProblem(path: string, cause: unknown): CliError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ENOENT':
      return new CliError('bad-file', `There is no file ${path}: is the name right?`, { cause });
    case 'EISDIR':
      return new CliError('bad-file', `${path} is a folder: name a file in it.`, { cause });
    case 'EACCES':
    case 'EPERM':
      return new CliError('bad-file', `${path} may not be read by you: change its rights, or copy it.`, { cause });
    default:
      return new CliError('bad-file', `${path} cannot be read: ${cause instanceof Error ? cause.message : cause}.`, {
        cause,
      });
  }
}
