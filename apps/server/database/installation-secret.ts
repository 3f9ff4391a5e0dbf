import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { ServerError } from '../server-error.ts';

const BYTES = 32;
const FORM = /^[0-9a-f]{64}$/;

/**
 * The installation's own secret, which is not in the database: a file of 64 hexadecimal digits. Beside the embedded
 * PostgreSQL it is made in the data folder at the first start; for an outside one, which other servers use as well, it is
 * the file that the settings name, or null where they name none.
 *
 * @throws ServerError `bad-configuration` where the file is missing, readable by others, or of another form
 */
export function installationSecret(
  { dataFolder, keyFile }: Pick<Config, 'dataFolder' | 'keyFile'>,
  kind: 'embedded' | 'outside',
): Buffer | null {
  const path = keyFile ?? (kind === 'embedded' ? join(dataFolder, 'secret.key') : null);
  if (path === null) return null;
  if (keyFile === undefined && !existsSync(path))
    writeFileSync(path, `${randomBytes(BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return read(path);
}

function read(path: string): Buffer {
  if (!existsSync(path)) throw unusable(path, 'is not there. Make it once with: openssl rand -hex 32');
  // Windows has no such bits.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw unusable(path, `can be read by other users. Close it: chmod 600 ${path}`);
  const text = readFileSync(path, 'utf8').trim();
  if (!FORM.test(text)) throw unusable(path, `does not hold ${BYTES * 2} hexadecimal digits, and was not changed`);
  return Buffer.from(text, 'hex');
}

function unusable(path: string, why: string): ServerError {
  return new ServerError('bad-configuration', `The key file ${path} ${why}.`);
}
