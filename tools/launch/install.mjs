import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './apt-install.mjs';
import { fail, ownNode, root, say } from './launch-paths.mjs';

/** Written last, so that an install that was cut is done again. */
const marker = join(root, 'node_modules/.baton-installed');

/** Packages whose install scripts bring a program for this machine; npm may have been told to skip such scripts. */
const packagesWithScripts = ['node', 'esbuild'];

/** Installs what package-lock.json names, unless the last complete install was of the same file. */
export function install() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) fail(`Baton needs Node 20 or later to start; this is ${process.version}.`);
  const wanted = fingerprint();
  if (readMarker() === wanted) return;

  say('Installing packages (once, about a minute) …');
  rmSync(marker, { force: true });
  npm(['install', '--no-save']);
  if (lacksLibatomic()) aptInstall('libatomic1', 'Node 26 is linked against libatomic, which this machine lacks.');
  if (!nodeRuns()) npm(['rebuild', ...packagesWithScripts]);
  if (!nodeRuns()) {
    fail(
      'The package `node` did not bring a Node for this machine, because its install script did not run or had no network.\nAllow it (npm config set ignore-scripts false), delete node_modules and start again.',
    );
  }
  writeFileSync(marker, wanted);
}

function fingerprint() {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.update(`${process.platform} ${process.arch}`).digest('hex');
}

function readMarker() {
  return existsSync(marker) && existsSync(ownNode) ? readFileSync(marker, 'utf8') : null;
}

function nodeRuns() {
  return spawnSync(ownNode, ['--version']).status === 0;
}

/** A minimal Debian has it not, and Node 20 does not need it. */
function lacksLibatomic() {
  const { status, stderr } = spawnSync(ownNode, ['--version'], { encoding: 'utf8' });
  return status !== 0 && /libatomic/.test(stderr ?? '');
}

function npm(args) {
  const environment = { ...process.env };
  // Under `npm start` npm exports its settings of this run, which the inner one should not take for the user's.
  for (const name of Object.keys(environment)) {
    if (/^npm_(?:package|lifecycle|command|execpath|node_execpath)/.test(name)) delete environment[name];
  }
  const [program, before] = npmProgram();
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync(program, [...before, ...args, ...quiet], {
    cwd: root,
    // npm's own output goes to stderr: the server's address is what stdout is for.
    stdio: ['ignore', 2, 2],
    env: environment,
  });
  if (status === 0) return;
  fail(
    `npm ${args.join(' ')} failed${error ? `: ${error.message}` : ''}. What it said is above. Most often the network or a proxy is the cause; a start after that goes on where this one ended.`,
  );
}

/** The npm that runs us, without a shell; else the one on the PATH. */
function npmProgram() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js') && existsSync(script)) return [process.execPath, [script]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}
