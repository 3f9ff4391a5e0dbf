/** What makers leave in the field when they do not fill it. Compared without case, spaces and punctuation. */
const JUNK = new Set(
  [
    'To be filled by O.E.M.',
    'To be filled by OEM',
    'Default string',
    'System Serial Number',
    'Chassis Serial Number',
    'Base Board Serial Number',
    'Serial Number',
    'Not Specified',
    'Not Applicable',
    'Not Available',
    'Not Settable',
    'Not Defined',
    'None',
    'N/A',
    'NA',
    'Null',
    'Unknown',
    'Undefined',
    'Invalid',
    'Empty',
    'OEM',
    'O.E.M.',
    'System',
    'Standard',
    'Default',
    'Test',
    'INVALID',
    'SerNum',
    'SSN12345678901234567',
    'Filled by OEM',
    'VMware',
    'QEMU',
    'Virtual Machine',
    '0123456789',
    '1234567890',
    '123456789',
    '12345678',
    '0123456789ABCDEF',
    'Type1 Chassis Serial Number',
    'Type2 Board Serial Number',
    'xxxxxxxxxx',
  ].map(bareOf),
);

/** A serial number in one spelling: upper case, inner spaces single; null where the maker left the field empty or with a filler. */
export function normalizeSerial(text: string): string | null {
  const trimmed = text.trim().replace(/\s+/g, ' ').toUpperCase();
  const bare = bareOf(trimmed);
  if (bare.length < 3 || JUNK.has(bare) || isOneCharacter(bare)) return null;
  // Tools write VMware's with and without the spaces between its bytes.
  return trimmed.startsWith('VMWARE-') ? `VMWARE-${bare.slice('VMWARE'.length)}` : trimmed;
}

function bareOf(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** "00000000", "FFFFFFFF", "XXXXXXX". */
function isOneCharacter(bare: string): boolean {
  return new Set(bare).size === 1;
}
