/**
 * `npm test`: installs what is missing (packages, Chromium), then types, style, layers, unit, database, API and browser
 * tests. Results for machines go to .cache/results; arguments are passed on to Vitest.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb } from './build-web.mjs';
import { findChromium } from './find-chromium.mjs';
import { install } from './install.mjs';
import { ownNode, root, say } from './launch-paths.mjs';

install();
process.env.BATON_CHROMIUM = findChromium();
const results = join(root, '.cache/results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const checks = {
  types: ['node_modules/typescript/bin/tsc', '-b'],
  style: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  layers: ['tools/check-layers/check-layers.ts'],
};
const passed = Object.entries(checks).map(([name, command]) => {
  const ok = run(command);
  say(`${name}: ${ok ? 'passed' : 'FAILED'}`);
  writeFileSync(join(results, `check-${name}.json`), JSON.stringify({ name, passed: ok }));
  return ok;
});

// A server that a test starts serves the built pages.
buildWeb();
const projects = ['unit', 'database', 'system'].flatMap((name) => ['--project', name]);
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'vitest-main.json')}`];
const vitest = run(['node_modules/vitest/vitest.mjs', 'run', ...projects, ...reporters, ...process.argv.slice(2)]);
process.exit(vitest && passed.every(Boolean) ? 0 : 1);

function run(command) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  return spawnSync(ownNode, command, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } }).status === 0;
}
