/** UUIDs that boards carry by the thousand because nobody wrote one. */
const JUNK = new Set([
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '03000200-0400-0500-0006-000700080009',
  '00020003-0004-0005-0006-000700080009',
  '12345678-1234-5678-90ab-cddeefaabbcc',
  '78563412-3412-7856-90ab-cddeefaabbcc',
  'fefefefe-fefe-fefe-fefe-fefefefefefe',
]);

/** A BIOS UUID, lower case with hyphens; braces and a missing hyphen forgiven; null where it is none or junk. */
export function normalizeBiosUuid(text: string): string | null {
  const digits = text
    .trim()
    .toLowerCase()
    .replace(/^urn:uuid:/, '')
    .replace(/^vmware-/, '')
    .replace(/[{}\s-]/g, '');
  if (!/^[0-9a-f]{32}$/.test(digits)) return null;
  const uuid = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return JUNK.has(uuid) || new Set(digits).size === 1 ? null : uuid;
}

/**
 * The same UUID with its first three fields byte-swapped. SMBIOS 2.6 (7.2.1) stores them little-endian; tools that read
 * the bytes in order (older dmidecode, VMware's own id) show the other form of the same machine.
 */
export function byteSwappedUuid(uuid: string): string {
  const [first = '', second = '', third = '', ...rest] = uuid.split('-');
  return [swapBytes(first), swapBytes(second), swapBytes(third), ...rest].join('-');
}

function swapBytes(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('');
}

/** Whether two normalised UUIDs are of one machine, in the same byte order or the other. */
export function sameBiosUuid(a: string, b: string): boolean {
  return a === b || byteSwappedUuid(a) === b;
}

/** One key for both byte orders, so that machines can be joined by equality: the smaller of the two forms. */
export function biosUuidKey(uuid: string): string {
  const swapped = byteSwappedUuid(uuid);
  return swapped < uuid ? swapped : uuid;
}
