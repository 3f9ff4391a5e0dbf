import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compileCache, fail, ownNode, root } from './launch-paths.mjs';

/** Goes on as `script` under Baton's own Node, in this process where the system allows it. Never returns. */
export function handOver(script, args) {
  const all = [join(root, script), ...args];
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
