import { readFileSync } from 'node:fs';

/** What `npm start` tells Baton's Node beside its script. */
export const NODE_FLAGS: string[] = JSON.parse(
  readFileSync(new URL('../tools/launch/node-flags.json', import.meta.url), 'utf8'),
);
