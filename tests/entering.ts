import { type Client, createClient } from '@baton/contract/client.ts';

/** Calls as whoever the answer of this call signed in. */
export async function enter(baseUrl: string, path: string, body: object): Promise<Client> {
  return clientOf(baseUrl, await sessionOf(baseUrl, path, body));
}

/** The cookie of the session that a call opened: "baton=…". */
export async function sessionOf(baseUrl: string, path: string, body: object): Promise<string> {
  const answer = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-baton': '1' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

export function clientOf(baseUrl: string, cookie: string): Client {
  return createClient({ baseUrl, headers: { cookie } });
}

/** The token of a one-time link. */
export function tokenOf(link: string): string {
  return new URL(link).searchParams.get('token') ?? '';
}
