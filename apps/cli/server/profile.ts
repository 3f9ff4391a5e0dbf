import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';

const profileFile = z.object({ url: z.url({ protocol: /^https?$/ }), key: z.string().min(1) });

/** Which server, and the API key that this person or script acts by. */
export type Profile = Readonly<z.output<typeof profileFile>>;

/** `baton.json` below XDG_CONFIG_HOME or ~/.config. */
export function profilePath(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'baton.json');
}

/** From BATON_URL and BATON_KEY, each filled up from the file. @throws CliError where there is neither. */
export async function readProfile(environment: NodeJS.ProcessEnv = process.env): Promise<Profile> {
  const kept = await readFileProfile(profilePath(environment));
  const merged = { url: environment.BATON_URL || kept?.url, key: environment.BATON_KEY || kept?.key };
  const parsed = profileFile.safeParse(merged);
  if (parsed.success) return parsed.data;
  const missing =
    merged.url === undefined
      ? 'a server'
      : merged.key === undefined
        ? 'an API key'
        : 'an address that begins with http';
  throw new CliError(
    'no-profile',
    `This command needs ${missing}. Run "baton sign-in URL", or set BATON_URL and BATON_KEY.`,
  );
}

async function readFileProfile(path: string): Promise<Partial<Profile> | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new CliError('bad-profile', `${path} cannot be read: ${error.message}.`, { cause: error });
  });
  if (text === undefined) return undefined;
  try {
    return profileFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new CliError('bad-profile', `${path} is not a profile of Baton. Remove it and run "baton sign-in URL".`, {
      cause,
    });
  }
}

/** Keeps the profile for this user only (0600); written beside and renamed, so that it is never half there. */
export async function writeProfile(profile: Profile, path: string = profilePath()): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
}

export async function removeProfile(path: string = profilePath()): Promise<void> {
  await rm(path, { force: true });
}
