import { existsSync } from 'node:fs';
import { aptInstall } from './apt-install.mjs';
import { fail } from './launch-paths.mjs';

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
  const found = named || places.find((place) => existsSync(place));
  if (found) return found;

  aptInstall('chromium', 'The browser tests need Chromium (or name its program in BATON_CHROMIUM).');
  return places[0];
}
