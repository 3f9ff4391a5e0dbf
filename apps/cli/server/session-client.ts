import { type Client, createClient } from '@baton/contract/client.ts';
import { signIn, signOut } from '@baton/contract/people.ts';
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
 * Does something as a person: a key does not move the baton, so e-mail and password are asked for this one act, and the
 * session ends with it.
 */
export async function asPerson<Result>(act: (call: Client) => Promise<Result>): Promise<Result> {
  const { url } = await readProfile();
  const call = sessionClient(url);
  process.stderr.write('A person signs for this. Sign in for this one act.\n');
  const email = await ask('E-mail: ');
  await call(signIn, { body: { email, password: await ask('Password: ', { hidden: true }) } });
  try {
    return await act(call);
  } finally {
    await call(signOut);
  }
}
