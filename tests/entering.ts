import { type Client, createClient } from '@baton/contract/client.ts';

/** Calls as whoever the answer of this call signed in. */
export async function enter(baseUrl: string, path: string, body: object): Promise<Client> {
  const answer = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-baton': '1' },
    body: JSON.stringify(body),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return createClient({ baseUrl, headers: { cookie } });
}

/** The token of a one-time link. */
export function tokenOf(link: string): string {
  return new URL(link).searchParams.get('token') ?? '';
}
