import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ownNode, root, say } from './launch-paths.mjs';

const web = join(root, 'apps/web');
const marker = join(web, 'dist/.sources');

/** What the web is built from: its own files, and the rules and words that it shares with the server. */
const folders = ['apps/web', 'packages/domain', 'packages/contract', 'packages/presentation'];
const ignored = new Set(['node_modules', 'dist', 'fixtures', 'testing']);

/** Builds apps/web/dist if it is missing or was made from other sources. */
export function buildWeb() {
  const wanted = fingerprint();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;

  say('Building the web pages (once, a few seconds) …');
  rmSync(marker, { force: true });
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status, stdout, stderr } = spawnSync(ownNode, [vite, 'build', '--logLevel', 'warn'], {
    cwd: web,
    encoding: 'utf8',
  });
  if (status !== 0) fail(`The web pages could not be built:\n${stdout}${stderr}`);
  writeFileSync(marker, wanted);
}

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of folders) addFolder(hash, folder);
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (ignored.has(entry.name) || entry.name.includes('.test.')) continue;
    if (entry.isDirectory()) addFolder(hash, path);
    else hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
}
