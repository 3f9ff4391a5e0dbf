import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ServerError } from './server-error.ts';

const truth = z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1');

const settings = z.object({
  /** `all` in one process; `server` answers only, `worker` runs jobs only: any number of each on one PostgreSQL. */
  role: z.enum(['all', 'server', 'worker']).default('all'),
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 takes any free port. */
  port: z.coerce.number().int().min(0).max(65_535).default(4500),
  dataFolder: z.string().min(1),
  /** An outside PostgreSQL, 15 or later; none: the embedded one in the data folder. */
  databaseUrl: z.string().min(1).optional(),
  /** The address that people and agents use, where a proxy stands in between: `https://baton.example.org`. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Believe X-Forwarded-* of a proxy in front. */
  trustProxy: truth.default(false),
  logLevel: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('warn'),
  /** Hosts that outgoing requests may reach although they are private: `mirror.lan,10.0.0.5`. */
  allowPrivateHosts: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ''),
    ),
  /** Print a link with which this person sets a new password: for a lead whom nobody else of the team can help. */
  passwordLinkFor: z.string().trim().toLowerCase().optional(),
  /** With an outside PostgreSQL: the secret that seals the key for device commands, one and the same for all processes. */
  keyFile: z.string().min(1).optional(),
  /** How many jobs run at once in this process. */
  jobs: z.coerce.number().int().min(1).max(64).default(2),
});

export type Config = Readonly<z.output<typeof settings>>;

/** Where each setting comes from; a flag goes before the environment. */
const SOURCES: Readonly<Record<keyof Config, { readonly flag: string; readonly variable: string }>> = {
  role: { flag: 'role', variable: 'BATON_ROLE' },
  host: { flag: 'host', variable: 'BATON_HOST' },
  port: { flag: 'port', variable: 'BATON_PORT' },
  dataFolder: { flag: 'data', variable: 'BATON_DATA' },
  databaseUrl: { flag: 'database-url', variable: 'DATABASE_URL' },
  publicUrl: { flag: 'public-url', variable: 'BATON_PUBLIC_URL' },
  trustProxy: { flag: 'trust-proxy', variable: 'BATON_TRUST_PROXY' },
  logLevel: { flag: 'log-level', variable: 'BATON_LOG_LEVEL' },
  allowPrivateHosts: { flag: 'allow-private-hosts', variable: 'BATON_ALLOW_PRIVATE_HOSTS' },
  passwordLinkFor: { flag: 'password-link', variable: 'BATON_PASSWORD_LINK' },
  keyFile: { flag: 'key-file', variable: 'BATON_KEY_FILE' },
  jobs: { flag: 'jobs', variable: 'BATON_JOBS' },
};

/**
 * Reads the settings from flags and environment.
 * @throws ServerError `bad-configuration` that names the flag and variable of every wrong value.
 */
export function readConfig(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Config {
  const flags = readFlags(argv);
  const values: Record<string, string | undefined> = { dataFolder: join(homedir(), '.baton') };
  for (const [setting, { flag, variable }] of Object.entries(SOURCES)) {
    const value = flags[flag] ?? environment[variable];
    if (value !== undefined && value !== '') values[setting] = value;
  }
  const parsed = settings.safeParse(values);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => {
    const source = Object.entries(SOURCES).find(([setting]) => setting === issue.path[0])?.[1];
    return `--${source?.flag} (${source?.variable}): ${issue.message}`;
  });
  throw new ServerError('bad-configuration', `These settings cannot be used:\n  ${wrong.join('\n  ')}`);
}

function readFlags(argv: readonly string[]): Readonly<Record<string, string | undefined>> {
  const options = Object.fromEntries(Object.values(SOURCES).map(({ flag }) => [flag, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: false }).values;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const known = Object.values(SOURCES).map(({ flag, variable }) => `  --${flag} … (${variable})`);
    throw new ServerError('bad-configuration', `${why}\nKnown flags:\n${known.join('\n')}`, { cause });
  }
}
