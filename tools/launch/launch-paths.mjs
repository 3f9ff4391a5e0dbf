import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
/** The Node that comes through npm (the package `node`), which runs TypeScript by itself. */
export const ownNode =
  process.platform === 'win32'
    ? join(root, 'node_modules/node/bin/node.exe')
    : join(root, 'node_modules/node/bin/node');

/** Where Node keeps what it made of our sources: a start that finds it there takes half as long. */
export const compileCache = join(root, 'node_modules/.cache/compiled');

/**
 * Room for what lives shortly: a slice of devices that is judged is garbage before a collection comes, so that fewer of them copy
 * it. Judging takes half the processor time with 64 MB instead of 16 (decision 0077).
 */
export const nodeFlags = JSON.parse(readFileSync(join(root, 'tools/launch/node-flags.json'), 'utf8'));

/** Ends the start with words for a person, without a stack. */
export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

export function say(message) {
  process.stderr.write(`${message}\n`);
}
