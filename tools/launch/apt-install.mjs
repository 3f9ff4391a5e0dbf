import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fail, say } from './launch-paths.mjs';

/** Installs a package of Debian's where that is possible: as root, with apt. Others are told how. */
export function aptInstall(name, why) {
  const apt = existsSync('/usr/bin/apt-get');
  if (!apt || process.getuid?.() !== 0) {
    fail(
      `${why} ${apt ? `Install it (sudo apt-get install ${name})` : `Install it (Debian's package ${name})`} and run this again.`,
    );
  }
  say(`Installing ${name} …`);
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-q'], options);
  const { status } = spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', name], options);
  if (status !== 0) fail(`${name} could not be installed (apt-get, above). ${why}`);
}
