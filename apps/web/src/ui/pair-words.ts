import type { wordPair } from '@baton/contract/board.ts';
import type { z } from 'zod';

type Pair = z.output<typeof wordPair>;

/** Both sides' words in three, as people read them. */
export const IT_WORDS: readonly (readonly [Pair['it'], string])[] = [
  ['installed', 'installed'],
  ['missing', 'missing'],
  ['silent', 'silent'],
];
export const INFOSEC_WORDS: readonly (readonly [Pair['infosec'], string])[] = [
  ['not_reported', 'not reported'],
  ['reported', 'reported'],
  ['not_looked', 'not looked'],
];

/** "IT: installed, InfoSec: not looked"; undefined where neither is asked for. */
export function pairWords(it: Pair['it'] | undefined, infosec: Pair['infosec'] | undefined): string | undefined {
  const said = [
    ...IT_WORDS.filter(([id]) => id === it).map(([, words]) => `IT: ${words}`),
    ...INFOSEC_WORDS.filter(([id]) => id === infosec).map(([, words]) => `InfoSec: ${words}`),
  ];
  return said.length === 0 ? undefined : said.join(', ');
}
