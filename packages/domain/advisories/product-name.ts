/** No title of a product is longer; the patterns take squares of its length, and titles come from other people's files. */
const LONGEST_TITLE = 500;
const VENDORS = /^(google|mozilla|adobe|oracle|apache|the|microsoft)\s+(?=\S)/;
const ARCHITECTURE = /\b(x64|x86|64[- ]?bit|32[- ]?bit|amd64|arm64|win64|win32)\b/g;

/**
 * Brings names that tools write differently to one: "Google Chrome (x64)" and "Google Chrome < 129.0.6668.100 Multiple
 * Vulnerabilities" are both "chrome". Vendors, architectures, languages, versions and what a scanner adds are left out.
 */
export function productName(title: string): string {
  const bare = title
    .slice(0, LONGEST_TITLE)
    .toLowerCase()
    .replace(/[<([].*$/, ' ')
    .replace(/\s+v?\d+(\.\d+)+\S*.*$/, ' ')
    .replace(ARCHITECTURE, ' ')
    .replace(/\b[a-z]{2}-[a-z]{2}\b/g, ' ')
    .replace(/[®™]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return bare.replace(VENDORS, '') || title.trim().toLowerCase();
}
