import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ownNode, root } from './launch-paths.mjs';

/** With `--demo`: makes its data, once, in a folder of its own, and gives the arguments with which the server is started on it. */
export function prepareDemo(args) {
  if (!args.includes('--demo')) return args;
  const others = args.filter((arg) => arg !== '--demo');
  const folder = dataFolder(others);
  const { status } = spawnSync(ownNode, [join(root, 'tools/demo/load-demo.ts'), '--data', folder], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  return folder === dataFolder(others, null) ? others : [...others, '--data', folder];
}

function dataFolder(args, otherwise = join(homedir(), '.baton-demo')) {
  const at = args.findIndex((arg) => arg === '--data' || arg.startsWith('--data='));
  if (at === -1) return otherwise;
  return args[at].includes('=') ? args[at].slice('--data='.length) : args[at + 1];
}
