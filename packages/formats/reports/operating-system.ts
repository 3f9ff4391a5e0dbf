import { windowsRelease } from '@baton/domain/advisories/windows-product.ts';

const LINUX: readonly (readonly [RegExp, string])[] = [
  [/\bdebian\b(?:\s+gnu\/linux)?\D{0,20}(\d+)/i, 'debian'],
  [/\bubuntu\D{0,12}(\d+\.\d+)/i, 'ubuntu'],
  [/\b(?:red\s*hat|rhel)\b\D{0,30}(\d+)/i, 'rhel'],
  [/\balma\s*linux\D{0,12}(\d+)/i, 'almalinux'],
  [/\brocky\b\D{0,12}(\d+)/i, 'rocky'],
  [/\bcentos\b\D{0,20}(\d+)/i, 'centos'],
  [/\boracle(?:linux)?\b\D{0,20}(\d+)/i, 'oracle'],
  [/\bopensuse\b\D{0,30}(\d+)/i, 'opensuse'],
  [/\b(?:suse|sles)(?:_sap)?\b\D{0,30}(\d+)/i, 'sles'],
  [/\bamazon\b\D{0,20}(\d+)/i, 'amazon'],
  [/\bfedora\b\D{0,12}(\d+)/i, 'fedora'],
  [/\balpine\b\D{0,12}v?(\d+\.\d+)/i, 'alpine'],
];
const CODENAMES: Readonly<Record<string, string>> = {
  bullseye: 'debian:11',
  bookworm: 'debian:12',
  trixie: 'debian:13',
  focal: 'ubuntu:20.04',
  jammy: 'ubuntu:22.04',
  noble: 'ubuntu:24.04',
};

/** A fleet has a few dozen systems and a report a row a fix: 0.07 of the time of a large CSV went here without it. */
const REMEMBERED = new Map<string, string | null>();
const MOST_REMEMBERED = 1_000;

/** "debian:12", "rhel:9", "windows:10-22H2" from the words of a report; null where they do not say which release it is. */
export function distributionOf(text: string): string | null {
  const known = REMEMBERED.get(text);
  if (known !== undefined) return known;
  if (REMEMBERED.size >= MOST_REMEMBERED) REMEMBERED.clear();
  const found = findDistribution(text);
  REMEMBERED.set(text, found);
  return found;
}

function findDistribution(text: string): string | null {
  for (const [pattern, name] of LINUX) {
    const match = pattern.exec(text);
    if (match) return `${name}:${match[1]}`;
  }
  for (const [codename, distribution] of Object.entries(CODENAMES))
    if (new RegExp(`\\b${codename}\\b`, 'i').test(text)) return distribution;
  return windowsOf(text);
}

/**
 * "Microsoft Windows 10 Enterprise 22H2 10.0.19045" → "windows:10-22H2". A build that one release alone has says more than the
 * name: the registry of Windows 11 still calls itself Windows 10, and some tools write no more than "10.0.22631".
 */
function windowsOf(text: string): string | null {
  if (!/\bwin(dows)?\b|(?<![\d.])10\.0\.\d{5}\b/i.test(text)) return null;
  const server = /server\D{0,12}(\d{4})(?:\s*(R2))?/i.exec(text);
  if (server) return windowsRelease(`Windows Server ${server[1]}${server[2] ? ' R2' : ''}`);
  const build = /(?<![\d.])(?:10\.0\.)?(\d{5})\b/.exec(text)?.[1] ?? '';
  const ofBuild = RELEASES[build];
  if (ofBuild !== undefined) return windowsRelease(ofBuild);
  const client = /win(?:dows)?\s*(10|11|8\.1|7)\b(?!\.\d)/i.exec(text);
  if (!client) return null;
  const release = /(?<![\d.])(\d{2}H[12]|1[5-9]0\d|2004)\b/i.exec(text)?.[1] ?? CLIENTS[build];
  return windowsRelease(`Windows ${client[1]}${release ? ` Version ${release}` : ''}`);
}

/** Builds that one release alone has. */
const RELEASES: Readonly<Record<string, string>> = {
  19041: 'Windows 10 Version 2004',
  19042: 'Windows 10 Version 20H2',
  19043: 'Windows 10 Version 21H1',
  19044: 'Windows 10 Version 21H2',
  19045: 'Windows 10 Version 22H2',
  20348: 'Windows Server 2022',
  22000: 'Windows 11 Version 21H2',
  22621: 'Windows 11 Version 22H2',
  22631: 'Windows 11 Version 23H2',
  26200: 'Windows 11 Version 25H2',
};

/** Builds that a client and a server have: which release of the client they are, where its name is told. */
const CLIENTS: Readonly<Record<string, string>> = { 14393: '1607', 17763: '1809', 26100: '24H2' };

/** An OS build with its revision, "19045.5011", also from "10.0.19045.5011"; null where the revision is not told. */
export function osBuildOf(text: string): string | null {
  return /\b(?:10\.0\.)?(\d{5}\.\d{1,6})\b/.exec(text)?.[1] ?? null;
}
