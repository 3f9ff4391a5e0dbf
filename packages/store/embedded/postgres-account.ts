import { readFileSync, statSync } from 'node:fs';
import { StoreError } from '../store-error.ts';

/** The user id under which PostgreSQL runs; null: as the user that Baton itself runs as. */
export type PostgresAccount = { readonly uid: number; readonly gid: number } | null;

/**
 * Used by root where no user `baton` exists: an id that Debian, Fedora and systemd give to nobody
 * (systemd's UIDS-GIDS: 60578–60705 is unused), below 65536 because containers often map no more.
 */
const ownId = 60_613;

/**
 * Who runs PostgreSQL, which refuses to be root: the owner of the cluster if it exists, else the system user `baton`
 * if an administrator made one, else an id of our own. Not `nobody`: other services share it and could read the data.
 */
export function accountFor(cluster: string): PostgresAccount {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const baton = passwd().find((entry) => entry.name === 'baton' && entry.uid !== 0);
  return baton ?? { uid: ownId, gid: ownId };
}

/** initdb insists on a name in /etc/passwd; so it runs as `nobody` where ours has none, and the files change hands after. */
export function accountForInitdb(account: PostgresAccount): PostgresAccount {
  if (account === null) return null;
  const entries = passwd();
  const found = entries.find(({ uid }) => uid === account.uid) ?? entries.find(({ name }) => name === 'nobody');
  if (found !== undefined) return { uid: found.uid, gid: found.gid };
  throw new StoreError(
    'postgres-failed',
    'PostgreSQL does not run as root and /etc/passwd has no user `nobody`. Make a system user `baton` (useradd --system baton), or start Baton as an ordinary user, or set DATABASE_URL.',
  );
}

function passwd(): { readonly name: string; readonly uid: number; readonly gid: number }[] {
  let text: string;
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}
