import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fail, say } from './launch-paths.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/** The browser of the browser tests. Root on Debian gets it installed; others are told how. */
export function findChromium() {
  const named = process.env.BATON_CHROMIUM;
  if (named && !existsSync(named)) fail(`BATON_CHROMIUM names ${named}, which does not exist.`);
  const found = named ?? places.find((place) => existsSync(place));
  if (found) return found;

  const apt = existsSync('/usr/bin/apt-get');
  if (!apt || process.getuid?.() !== 0) {
    fail(
      `The browser tests need Chromium. ${apt ? 'Install it (sudo apt-get install chromium)' : 'Install it'}, or name its program in BATON_CHROMIUM, and run npm test again.`,
    );
  }
  say('Installing Chromium for the browser tests …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: ['ignore', 2, 2], env: environment };
  spawnSync('apt-get', ['update', '-q'], options);
  const { status } = spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], options);
  if (status !== 0) fail('Chromium could not be installed (apt-get, above), and the browser tests need it.');
  return places[0];
}
