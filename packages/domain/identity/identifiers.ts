import { biosUuidKey } from '../identifiers/bios-uuid.ts';
import type { DeviceNames } from './device-names.ts';

/** Kinds of identifiers, strongest first. MAC is not among them: docks, NAT and virtual adapters share it, so it joins nothing. */
export const IDENTIFIER_KINDS = ['agent-id', 'bios-uuid', 'serial', 'fqdn', 'hostname', 'ip'] as const;
/** `os-family` identifies nothing: it is kept beside the others because it can contradict them. */
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number] | 'os-family';

/** Whether devices can be found by it. */
export function findsDevices(kind: IdentifierKind): boolean {
  return kind !== 'os-family';
}

export interface Identifier {
  readonly kind: IdentifierKind;
  /** Normalised for comparing. */
  readonly value: string;
}

const STRONG: ReadonlySet<IdentifierKind> = new Set(['agent-id', 'bios-uuid', 'serial']);

/** One of these on two records of one inventory means one device listed twice. */
export function isStrong(kind: IdentifierKind): boolean {
  return STRONG.has(kind);
}

const IP_V4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Whether a shown name is an address and so no name of its own. */
export function isAddress(name: string): boolean {
  return IP_V4.test(name) || (name.includes(':') && /^[0-9a-f:.]+$/i.test(name));
}

/** The normalised identifiers of a device, strongest first; a name that is an address counts as an address. */
export function identifiersOf(names: DeviceNames): readonly Identifier[] {
  const found: Identifier[] = [];
  const seen = new Set<string>();
  const add = (kind: IdentifierKind, raw: string) => {
    const value = raw.trim().toLowerCase();
    const key = `${kind}\n${value}`;
    if (value === '' || seen.has(key)) return;
    seen.add(key);
    found.push({ kind, value });
  };
  for (const id of names.agentIds) add('agent-id', id);
  for (const uuid of names.biosUuids) add('bios-uuid', biosUuidKey(uuid));
  for (const serial of names.serials) add('serial', serial);
  for (const fqdn of names.fqdns) if (!isAddress(fqdn)) add('fqdn', trimDot(fqdn));
  for (const name of [...names.hostnames, names.shown]) addName(name, add);
  for (const fqdn of names.fqdns) if (!isAddress(fqdn)) add('hostname', shortName(fqdn));
  for (const ip of names.ips) add('ip', ip);
  if (names.osFamily) add('os-family', names.osFamily);
  return found;
}

function addName(name: string, add: (kind: IdentifierKind, value: string) => void): void {
  if (isAddress(name)) {
    add('ip', name);
    return;
  }
  // DOMAIN\NAME is how Windows tools write a computer account, NAME$ how Active Directory does.
  const bare = name.slice(name.lastIndexOf('\\') + 1).replace(/\$$/, '');
  if (bare.includes('.')) add('fqdn', trimDot(bare));
  add('hostname', shortName(bare));
}

/** The first label: "wks-0412" of "wks-0412.corp.example". */
export function shortName(name: string): string {
  const dot = name.indexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

function trimDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
