/**
 * The release of Windows in a product name of Microsoft's: "Windows 10 Version 22H2 for x64-based Systems" is
 * "windows:10-22H2", "Windows Server 2022, 23H2 Edition (Server Core installation)" is "windows:server-2022-23H2".
 * Null where the product is not Windows itself.
 */
export function windowsRelease(product: string): string | null {
  const client = /^Windows (10|11)(?:,? version (\w+))?(?: for |$)/i.exec(product);
  if (client !== null) return `windows:${client[1]}${client[2] === undefined ? '' : `-${client[2].toUpperCase()}`}`;
  const server = /^Windows Server,? (?:(\d{4}) ?(R2)?|version (\w+))(?:, (\w+) Edition)?/i.exec(product);
  if (server !== null) {
    const parts = [server[1] ?? server[3], server[2], server[4]].filter((part) => part !== undefined);
    return `windows:server-${parts.join('-').toUpperCase()}`;
  }
  const older = /^Windows (7|8\.1|8|RT 8\.1|Vista|XP)\b/i.exec(product);
  return older === null ? null : `windows:${(older[1] ?? '').replace(' ', '-').toLowerCase()}`;
}

/** The release without the kind of machine and of installation, for titles: "Windows 10 Version 22H2". */
export function plainProduct(product: string): string {
  return product
    .replace(/ for (x64|x86|32-bit|ARM64|ARM|Itanium)[- ]?(based)? ?Systems?/i, '')
    .replace(/ \(Server Core installation\)/i, '')
    .trim();
}
