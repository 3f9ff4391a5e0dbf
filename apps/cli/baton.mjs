#!/usr/bin/env node
// Baton runs on Node 26, which npm installs with it. This file runs on whatever Node the machine has (20 or later), so it is plain
// JavaScript without dependencies, and hands over to Node 26 where it is not running on it already.
import { spawnSync } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
// What Node made of our sources is kept: a command that finds it there answers in half the time.
const compiled = join(here, '../../node_modules/.cache/compiled');
if (Number(process.versions.node.split('.')[0]) >= 26) {
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? compiled);
  await import('./main.ts');
} else {
  const node = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  const run = spawnSync(node, [join(here, 'main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compiled, ...process.env },
  });
  if (run.error) {
    process.stderr.write(`Node 26 cannot be started (${run.error.message}). Run npm install in Baton's folder.\n`);
    process.exitCode = 1;
  } else process.exitCode = run.status ?? 1;
}
