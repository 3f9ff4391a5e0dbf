/** Names that say nothing of the machine: defaults of images and of tools that could not find one. */
const JUNK = new Set(['localhost', 'localhost.localdomain', 'unknown', 'none', 'n/a', 'null', '-', '(none)', '']);

/** A name as the device's own form: trimmed, lower case, no trailing dot, no domain prefix of Windows ("CORP\\PC-7"). */
export function normalizeHostName(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[^\\]*\\/, '')
    .replace(/\.$/, '')
    .replace(/\$$/, '');
  if (JUNK.has(bare) || bare.length > 253 || isIpAddress(bare)) return null;
  return /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(bare) ? bare : null;
}

/** The short name: "web01" of "web01.corp.example". Null where it is no host name. */
export function shortHostName(text: string): string | null {
  return normalizeHostName(text)?.split('.')[0] ?? null;
}

/** The name with its domain, in one spelling; null where the text has no domain. */
export function fullHostName(text: string): string | null {
  const name = normalizeHostName(text);
  return name?.includes('.') ? name : null;
}

/**
 * Windows cuts the NetBIOS name at fifteen characters, so "workstation-berlin-4" and "workstation-ber" may be one machine.
 * True only where the shorter is exactly the cut of the longer.
 */
export function isNetbiosCutOf(cut: string, whole: string): boolean {
  return cut.length === 15 && whole.length > 15 && whole.slice(0, 15).toLowerCase() === cut.toLowerCase();
}

/** Whether a text is an IPv4 or IPv6 address by its form. */
export function isIpAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || (/^[0-9a-f:.%]+$/i.test(text) && text.split(':').length > 2);
}
