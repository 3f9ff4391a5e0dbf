import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installationSecret } from './installation-secret.ts';

let dataFolder: string;
beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'baton-secret-'));
});
afterAll(() => rmSync(dataFolder, { recursive: true }));

test('beside the embedded database a secret is made once, for its owner alone', () => {
  const made = installationSecret({ dataFolder, keyFile: undefined }, 'embedded');
  expect(made).toHaveLength(32);
  expect(installationSecret({ dataFolder, keyFile: undefined }, 'embedded')).toEqual(made);
  expect(statSync(join(dataFolder, 'secret.key')).mode & 0o777).toBe(0o600);
});

test('for an outside database it is the file of the settings or none, never one made up', () => {
  expect(installationSecret({ dataFolder, keyFile: undefined }, 'outside')).toBeNull();
  const keyFile = join(dataFolder, 'shared.key');
  expect(() => installationSecret({ dataFolder, keyFile }, 'outside')).toThrow(/is not there.*openssl rand/);
});

test('a file that others can read, or that holds something else, is refused', () => {
  const keyFile = join(dataFolder, 'open.key');
  writeFileSync(keyFile, 'a'.repeat(64));
  chmodSync(keyFile, 0o644);
  expect(() => installationSecret({ dataFolder, keyFile }, 'outside')).toThrow(/other users.*chmod 600/);
  chmodSync(keyFile, 0o600);
  expect(installationSecret({ dataFolder, keyFile }, 'outside')).toHaveLength(32);
  writeFileSync(keyFile, 'password');
  expect(() => installationSecret({ dataFolder, keyFile }, 'outside')).toThrow(/64 hexadecimal/);
});
