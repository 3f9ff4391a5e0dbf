import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCache, fail, ownNode, root } from './launch-paths.mjs';

/**
 * What Baton's Node is told. V8 lets the heap of a program that allocates slowly grow by so little that, between reports that come one
 * by one, every third is held up by the next collection; this lets it grow by the same share at any pace (decision 0086).
 */
const nodeFlags = JSON.parse(readFileSync(new URL('node-flags.json', import.meta.url), 'utf8'));

/** Goes on as `script` under Baton's own Node, in this process where the system allows it. Never returns. */
export function handOver(script, args) {
  const all = [...nodeFlags, join(root, script), ...args];
  const env = { NODE_COMPILE_CACHE: compileCache, ...process.env };
  // Under `npm start` in an installed checkout we are that Node already, and it can become the server without a
  // second process that signals would have to pass through.
  if (typeof process.execve === 'function' && process.platform === 'linux') {
    process.execve(ownNode, [ownNode, ...all], env);
  }
  const child = spawn(ownNode, all, { stdio: 'inherit', env });
  child.once('error', (error) => fail(`Cannot run ${ownNode}: ${error.message}`));
  // Ctrl-C reaches the child from the terminal; what is sent to us alone must be passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
