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
 * session ends with it. What is signed takes the password once more as proof, which the act is given for that.
 */
export async function asPerson<Result>(act: (call: Client, password: string) => Promise<Result>): Promise<Result> {
  const { url } = await readProfile();
  const call = sessionClient(url);
  process.stderr.write('A person signs for this. Sign in for this one act.\n');
  const email = await ask('E-mail: ');
  const password = await ask('Password: ', { hidden: true });
  await call(signIn, { body: { email, password } });
  try {
    return await act(call, password);
  } finally {
    await call(signOut);
  }
}
