import { normalizeBiosUuid } from '@baton/domain/identifiers/bios-uuid.ts';
import { normalizeIp } from '@baton/domain/identifiers/ip-address.ts';
import { normalizeMac } from '@baton/domain/identifiers/mac-address.ts';
import { normalizeSerial } from '@baton/domain/identifiers/serial-number.ts';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import { listedWords } from './listed-words.ts';
import type { Cells } from './meaning.ts';

/** How a row names its device; null where it does not. */
export function rowNames(cells: Cells): DeviceNames | null {
  const fqdn = cells('fqdn');
  // Kaseya writes a device with its groups behind it, which are no domain: "ws-0412.berlin.example".
  const device = cells('device') || (cells('machineGroup').split('.')[0] ?? '');
  const shown = device || fqdn || cells('serial') || cells('agentId');
  if (shown === '') return null;
  const named = device || fqdn;
  return {
    shown,
    hostnames: named === '' ? [] : [named],
    fqdns: fqdn === '' ? [] : [fqdn],
    ips: cells('ip')
      .split(/[\s,;|]+/)
      .flatMap((ip) => normalizeIp(ip) ?? []),
    macs: listedWords(cells('mac')).flatMap((mac) => normalizeMac(mac) ?? []),
    biosUuids: present(normalizeBiosUuid(cells('uuid'))),
    serials: present(normalizeSerial(cells('serial'))),
    agentIds: isUnique(cells('agentId')) ? [cells('agentId')] : [],
  };
}

/** Tools also number their devices 1, 2, 3: such a number means another device in another tool, so it names none. */
function isUnique(id: string): boolean {
  return id.length >= 16;
}

function present<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}
