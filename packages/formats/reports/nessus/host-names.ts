import { normalizeBiosUuid } from '@baton/domain/identifiers/bios-uuid.ts';
import { fullHostName, normalizeHostName, shortHostName } from '@baton/domain/identifiers/host-name.ts';
import { normalizeIp } from '@baton/domain/identifiers/ip-address.ts';
import { normalizeMac } from '@baton/domain/identifiers/mac-address.ts';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';

/** The names of a host: its ReportHost name, and the tags that Nessus gives it. */
export function hostNames(
  reportName: string,
  properties: ReadonlyMap<string, string>,
  serials: readonly string[],
): DeviceNames {
  const tag = (name: string): string => properties.get(name) ?? '';
  // A reverse name is what the network calls the address ("ec2-44-…"), not what the machine calls itself: left out.
  const others = fqdnsIn(tag('host-fqdns')).filter((fqdn) => fqdn !== tag('host-rdns'));
  const fqdns = kept([reportName, tag('host-fqdn'), ...others], fullHostName);
  const hostnames = kept([tag('netbios-name'), tag('hostname'), reportName, tag('host-fqdn'), ...others], bareName);
  return {
    // Every machine is 127.0.0.1 to itself, so that is no name.
    shown: isLoopback(reportName) ? (hostnames[0] ?? reportName) : reportName,
    hostnames,
    fqdns,
    ips: kept([reportName, ...tag('host-ip').split(/[\s,]+/)], normalizeIp),
    macs: kept(tag('mac-address').split(/[\s,]+/), normalizeMac),
    biosUuids: kept([tag('bios-uuid')], normalizeBiosUuid),
    serials,
    agentIds: agentIds(properties),
  };
}

/** "CORP\WKS-0412" and "WKS-0412 " as "WKS-0412", as written otherwise; null for an address or a filler. */
function bareName(text: string): string | null {
  if (shortHostName(text) === null) return null;
  const bare = text.trim().replace(/^[^\\]*\\/, '');
  return normalizeHostName(bare) === null ? null : (bare.split('.')[0] ?? null);
}

function isLoopback(name: string): boolean {
  return name.startsWith('127.') || name === '::1' || name.toLowerCase() === 'localhost';
}

function fqdnsIn(json: string): readonly string[] {
  return [...json.matchAll(/"FQDN"\s*:\s*"([^"]{1,253})"/g)].map((match) => match[1] ?? '');
}

function agentIds(properties: ReadonlyMap<string, string>): readonly string[] {
  const ids: string[] = [];
  for (const [name, kind] of [
    ['host-uuid', 'tenable'],
    ['aws-instance-instance-id', 'aws'],
    ['aws-instance-instanceId', 'aws'],
    ['azure-vm-id', 'azure'],
    ['mcafee-epo-guid', 'mcafee-epo'],
  ] as const) {
    const value = properties.get(name)?.trim().toLowerCase();
    if (value) ids.push(`${kind}:${value}`);
  }
  return ids;
}

function kept(values: readonly string[], normalize: (text: string) => string | null): readonly string[] {
  const found = new Map<string, string>();
  for (const value of values) {
    const normal = value.trim() === '' ? null : normalize(value.trim());
    if (normal !== null && !found.has(normal.toLowerCase())) found.set(normal.toLowerCase(), normal);
  }
  return [...found.values()];
}
