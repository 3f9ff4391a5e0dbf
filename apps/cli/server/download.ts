import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addressOf, CallError, readAnswer } from '@baton/contract/client.ts';
import type { Access, Route } from '@baton/contract/route.ts';
import type { z } from 'zod';
import { readProfile } from './profile.ts';

/** Writes what a `file` route answers to the standard output as it comes. @throws CallError as any other call */
export async function download<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Access>(
  route: Route<P, Q, B, z.ZodString, A>,
  parts: { readonly params?: z.input<P>; readonly query?: z.input<Q> },
): Promise<void> {
  const { url, key } = await readProfile();
  const address = url.replace(/\/$/, '') + addressOf(route, parts);
  const answer = await fetch(address, { headers: { authorization: `Bearer ${key}`, 'x-baton': '1' } }).catch(
    (cause: unknown) => {
      throw new CallError(0, { message: `The server at ${url} cannot be reached.`, hint: 'Is it running?' }, cause);
    },
  );
  if (!answer.ok || answer.body === null) readAnswer(route, answer.ok ? 500 : answer.status, await answer.text());
  else await pipeline(Readable.fromWeb(answer.body), process.stdout, { end: false });
}
