import ipaddr from 'ipaddr.js';
import { ServiceError } from '../service-error.ts';

/** As whom Baton asks passkeys: passkeys belong to the domain, and answer on pages of the origin alone. */
export interface RelyingParty {
  readonly domain: string;
  readonly origin: string;
}

/**
 * The relying party of a Baton that people reach at `publicUrl`; null where browsers have no passkeys there. They need a
 * domain (Web Authentication Level 3, 4, "RP ID") and a secure context: https, or the own machine by its name. A Baton that
 * listens on the own machine's IP address is the same Baton at `localhost`.
 */
export function relyingPartyOf(publicUrl: string): RelyingParty | null {
  const { protocol, hostname, port } = new URL(publicUrl);
  const address = hostname.replaceAll(/[[\]]/g, '');
  if (ipaddr.isValid(address)) {
    return ipaddr.process(address).range() === 'loopback'
      ? { domain: 'localhost', origin: `${protocol}//localhost${port === '' ? '' : `:${port}`}` }
      : null;
  }
  const isOwnMachine = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || isOwnMachine ? { domain: hostname, origin: new URL(publicUrl).origin } : null;
}

/** @throws ServiceError `passkeys-unavailable` where browsers have no passkeys for this Baton. */
export function requireRelyingParty({ relyingParty }: { readonly relyingParty: RelyingParty | null }): RelyingParty {
  if (relyingParty !== null) return relyingParty;
  throw new ServiceError('passkeys-unavailable', 'Browsers have no passkeys for the address of this Baton.', {
    hint: 'They need a domain and https: start Baton with --public-url https://… as people reach it.',
  });
}
