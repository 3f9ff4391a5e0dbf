import { getSession } from '@baton/contract/people.ts';
import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useRead } from '../api/use-read.ts';

/** Where passkeys work: here; at another address of this Baton; not with this browser; at no address of it. */
export type PasskeyPlace =
  | { readonly kind: 'here' | 'no-browser' | 'nowhere' | 'unknown' }
  | { readonly kind: 'elsewhere'; readonly origin: string };

export function usePasskeyPlace(): PasskeyPlace {
  const { data } = useRead(getSession);
  if (data === undefined) return { kind: 'unknown' };
  const { passkeyOrigin: origin } = data;
  if (origin === null) return { kind: 'nowhere' };
  // An origin with a slash at its end, or not, is the same.
  if (new URL(origin).origin !== window.location.origin) return { kind: 'elsewhere', origin };
  return { kind: browserSupportsWebAuthn() ? 'here' : 'no-browser' };
}

/** The page that is open, at another address of this Baton. */
export function sameTailAt(origin: string): string {
  const { pathname, search } = window.location;
  return new URL(`${pathname}${search}`, origin).href;
}
