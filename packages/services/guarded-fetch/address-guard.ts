import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ServiceError } from '../service-error.ts';

/** Which hosts may be reached although they are private: names, addresses, or ranges (`10.0.0.0/8`). */
export type AllowedHosts = readonly string[];

/** Refuses an address that is not public: loopback, private, link-local (cloud metadata), multicast, tunnels, reserved. */
export function requirePublicAddress(host: string, address: string, allowed: AllowedHosts): void {
  if (isAllowed(host, address, allowed) || isPublic(address)) return;
  throw new ServiceError('address-refused', `${host} is at ${address}, which is not a public address.`, {
    where: 'url',
    hint: 'Where it is meant to be reached, add it to BATON_ALLOW_PRIVATE_HOSTS.',
  });
}

/**
 * A look-up for a connection that gives only addresses that were checked: what is checked is what is connected to, so
 * that a name cannot answer differently the second time (DNS rebinding). One bad address among several refuses them all.
 */
export function guardedLookup(allowed: AllowedHosts): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return done(error, '', 0);
      try {
        for (const { address } of addresses) requirePublicAddress(host, address, allowed);
      } catch (refused) {
        return done(refused instanceof Error ? refused : new Error(String(refused)), '', 0);
      }
      const [first] = addresses;
      if (options.all === true) return done(null, addresses);
      return first === undefined
        ? done(new Error(`${host} has no address`), '', 0)
        : done(null, first.address, first.family);
    });
  };
}

/** A host that is written as an address is not looked up, so it is checked before connecting. */
export function requirePublicHost({ hostname }: Pick<URL, 'hostname'>, allowed: AllowedHosts): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) requirePublicAddress(host, host, allowed);
}

function isPublic(address: string): boolean {
  // IPv4 inside IPv6 (::ffff:127.0.0.1) counts as what it is.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

function isAllowed(host: string, address: string, allowed: AllowedHosts): boolean {
  return allowed.some((entry) => entry === host.toLowerCase() || entry === address || isInRange(address, entry));
}

function isInRange(address: string, entry: string): boolean {
  if (!ipaddr.isValidCIDR(entry) || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const [base, bits] = ipaddr.parseCIDR(entry);
  return parsed.kind() === base.kind() && parsed.match(base, bits);
}
