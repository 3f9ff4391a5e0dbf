/** Addresses that many machines share: unset, broadcast, and those of well-known virtual adapters. */
const SHARED = new Set([
  '00:00:00:00:00:00',
  'ff:ff:ff:ff:ff:ff',
  '00:00:5e:00:01:01', // VRRP
  '02:00:4c:4f:4f:50', // Microsoft loopback adapter
  '02:42:ac:11:00:02', // Docker's first container
  '00:15:5d:00:00:00',
  '00:50:56:c0:00:01', // VMware host-only adapters
  '00:50:56:c0:00:08',
  '0a:00:27:00:00:00', // VirtualBox host-only adapter
  '20:41:53:59:4e:ff', // "RAS ASYNC": Windows WAN miniport
  '50:50:54:50:30:30', // PPTP miniport
  '33:50:6f:45:30:30', // PPPoE miniport
]);

/** A MAC in lower case with colons, from "AA-BB-CC-DD-EE-FF", "aabb.ccdd.eeff", "AABBCCDDEEFF"; null where it is none or known to be shared. */
export function normalizeMac(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  if (
    !/^(?:[0-9a-f]{12}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}|[0-9a-f]{1,2}([:-])(?:[0-9a-f]{1,2}\1){4}[0-9a-f]{1,2})$/.test(
      trimmed,
    )
  )
    return null;
  const digits = /[:-]/.test(trimmed)
    ? trimmed
        .split(/[:-]/)
        .map((byte) => byte.padStart(2, '0'))
        .join('')
    : trimmed.replaceAll('.', '');
  const mac = digits.replace(/(..)(?=.)/g, '$1:');
  return SHARED.has(mac) ? null : mac;
}
