import { type Client, createClient } from '@baton/contract/client.ts';
import { getSession, type Me, signIn, signOut } from '@baton/contract/people.ts';
import type { IdentityProof } from '@baton/contract/signatures.ts';
import { CliError } from '../cli-error.ts';
import { ask } from '../terminal/ask.ts';
import { readProfile } from './profile.ts';

/** A client that keeps the session cookie between calls, as a browser does. */
export function sessionClient(baseUrl: string): Client {
  let cookie = '';
  const keepCookie: typeof fetch = async (address, request) => {
    const answer = await fetch(address, {
      ...request,
      headers: { ...Object.fromEntries(new Headers(request?.headers)), cookie },
    });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return answer;
  };
  return createClient({ baseUrl, fetch: keepCookie });
}

/**
 * The password once more, as proof of who signs.
 * @param page where the same is done on screen, for whoever has a passkey, which a terminal cannot ask.
 */
type Prove = (page: string) => IdentityProof;

/**
 * Does something as a person: a key does not move the baton, so e-mail and password are asked for this one act, and the
 * session ends with it. What is signed takes a proof, which the act asks for.
 *
 * @param why why a key does not do.
 */
export async function asPerson<Result>(
  act: (call: Client, prove: Prove) => Promise<Result>,
  why = 'A person signs for this.',
): Promise<Result> {
  const { url } = await readProfile();
  const call = sessionClient(url);
  process.stderr.write(`${why} Sign in for this one act.\n`);
  const email = await ask('E-mail: ');
  const password = await ask('Password: ', { hidden: true });
  const me = await call(signIn, { body: { email, password } });
  try {
    return await act(call, await proverOf(call, me, password, url));
  } finally {
    await call(signOut);
  }
}

async function proverOf(call: Client, { passkeys }: Me, password: string, url: string): Promise<Prove> {
  if (passkeys === 0) return () => ({ method: 'password', password });
  const { passkeyOrigin } = await call(getSession);
  return (page) => {
    throw new CliError(
      'passkey-needed',
      `You sign with a passkey, which a terminal cannot ask. Sign here: ${(passkeyOrigin ?? url).replace(/\/$/, '')}${page}`,
    );
  };
}
