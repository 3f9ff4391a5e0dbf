import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
/** The Node that comes through npm (the package `node`), which runs TypeScript by itself. */
export const ownNode =
  process.platform === 'win32'
    ? join(root, 'node_modules/node/bin/node.exe')
    : join(root, 'node_modules/node/bin/node');

/** Where Node keeps what it made of our sources: a start that finds it there takes half as long. */
export const compileCache = join(root, 'node_modules/.cache/compiled');

/** Ends the start with words for a person, without a stack. */
export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

export function say(message) {
  process.stderr.write(`${message}\n`);
}
