/** "CVE-2024-43572": four digits of year, four to nineteen of number (CVE record format 5.1; seven have been seen). */
const CVE = /\bCVE[-–‑_ ]?((?:19|20)\d{2})[-–‑_ ](\d{4,19})(?!\d)/gi;

/** A CVE in its canonical spelling; null where the text is not exactly one CVE. */
export function parseCve(text: string): string | null {
  const [only, ...more] = cvesIn(text);
  return only !== undefined && more.length === 0 && text.trim().length <= only.length + 1 ? only : null;
}

/** All CVEs named in a text, each once, in order of first mention. Newer numbers keep all their digits. */
export function cvesIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(CVE)) found.add(`CVE-${match[1]}-${match[2]}`);
  return [...found];
}

/** Orders CVEs by year, then by number as a number: CVE-2024-9999 before CVE-2024-10000. */
export function compareCves(a: string, b: string): number {
  const [, yearA = '', numberA = ''] = a.split('-');
  const [, yearB = '', numberB = ''] = b.split('-');
  if (yearA !== yearB) return yearA < yearB ? -1 : 1;
  if (numberA.length !== numberB.length) return numberA.length - numberB.length;
  return numberA < numberB ? -1 : numberA > numberB ? 1 : 0;
}
