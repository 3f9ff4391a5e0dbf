import { type CharterPage, readCharterVersion } from '@baton/contract/charter.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';

/** Which text the page shows: the one in force, the draft, or a version by its number. */
export const charterSearch = z.object({
  text: z
    .union([z.enum(['in-force', 'draft']), z.coerce.number().int().positive()])
    .optional()
    .catch(undefined),
});
export type ShownText = z.infer<typeof charterSearch>['text'];

/** Where nothing is asked for: what waits for signatures, else what is in force. */
export function textToShow(page: CharterPage, asked: ShownText): 'in-force' | 'draft' | number {
  if (asked === 'draft') return page.draft === null ? 'in-force' : 'draft';
  if (typeof asked === 'number') return asked === page.inForce.version ? 'in-force' : asked;
  if (asked === 'in-force') return asked;
  return page.versions.find(({ state }) => state === 'open')?.version ?? 'in-force';
}

/** Reads a version's text where one is shown. */
export function useVersion(text: 'in-force' | 'draft' | number) {
  const number = typeof text === 'number' ? text : 1;
  return useRead(readCharterVersion, { params: { version: number }, enabled: typeof text === 'number' });
}
