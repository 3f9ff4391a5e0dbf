/** An IP address in one spelling; null where it is none, or names no machine (unspecified, loopback, link-local). */
export function normalizeIp(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .toLowerCase();
  const v4 = parseV4(bare.replace(/^::ffff:(?=\d+\.)/, ''));
  if (v4 !== null) return namesNoMachineV4(v4) ? null : v4.join('.');
  const v6 = parseV6(bare);
  if (v6 === null || namesNoMachineV6(v6)) return null;
  return spellV6(v6);
}

function parseV4(text: string): readonly number[] | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

function namesNoMachineV4([first = 0, second = 0]: readonly number[]): boolean {
  return first === 0 || first === 127 || first >= 224 || (first === 169 && second === 254);
}

function parseV6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

function namesNoMachineV6(groups: readonly number[]): boolean {
  const first = groups[0] ?? 0;
  const isLinkLocal = (first & 0xffc0) === 0xfe80;
  const isMulticast = (first & 0xff00) === 0xff00;
  return isLinkLocal || isMulticast || groups.slice(0, 7).every((group) => group === 0);
}

/** RFC 5952, 4: lower case, no leading zeros, the longest run of two or more zero groups as "::". */
function spellV6(groups: readonly number[]): string {
  let start = -1;
  let length = 1;
  for (let from = 0; from < 8; from += 1) {
    let to = from;
    while (to < 8 && groups[to] === 0) to += 1;
    if (to - from > length) {
      start = from;
      length = to - from;
    }
  }
  const spell = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return start < 0 ? spell(groups) : `${spell(groups.slice(0, start))}::${spell(groups.slice(start + length))}`;
}
