import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What `npm start` tells Baton's Node beside its script. */
export const NODE_FLAGS = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(new URL('../tools/launch/node-flags.json', import.meta.url), 'utf8')));
