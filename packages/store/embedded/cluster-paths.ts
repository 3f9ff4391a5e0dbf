import { join } from 'node:path';
import type { PostgresAccount } from './postgres-account.ts';

/** What lies where in a data folder. */
export interface ClusterPaths {
  readonly dataFolder: string;
  /** Ours: appears whole, by one rename, or not at all. */
  readonly home: string;
  /** PostgreSQL's own folder, which only its user may enter. */
  readonly cluster: string;
  readonly password: string;
  readonly log: string;
}

export function clusterPaths(dataFolder: string, homeName = 'postgres'): ClusterPaths {
  const home = join(dataFolder, homeName);
  return {
    dataFolder,
    home,
    cluster: join(home, 'cluster'),
    password: join(home, 'password'),
    log: join(home, 'postgres.log'),
  };
}

/**
 * How PostgreSQL itself is told where its folder is. Under another user id it often cannot walk there (/root is closed
 * to others), but it need not: we start it *in* the folder while still root, and /proc/self/cwd is that folder for
 * whoever stands in it. Its child processes inherit the place.
 */
export function clusterAsSeenByPostgres(paths: ClusterPaths, account: PostgresAccount): string {
  return account !== null && process.platform === 'linux' ? '/proc/self/cwd' : paths.cluster;
}
