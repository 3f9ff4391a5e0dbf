import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { InventoryNames } from '@baton/domain/inventory/inventory.ts';
import type { InventorySource } from './inventory-source.ts';
import { readText } from './read-text.ts';

/** What firmware says when nobody filled it in. Such a "serial" would join strangers. */
const JUNK =
  /^(0+|f+|none|not (specified|available|applicable)|default string|system serial number|to be filled.*|n\/?a|unknown|x+)$/i;

export const linuxNames: InventorySource = {
  id: 'linux-names',
  gives: 'names',
  applies: async () => process.platform === 'linux',
  async read({ root }) {
    return { names: await readNames(root) };
  },
};

async function readNames(root: string): Promise<InventoryNames> {
  const own = hostname();
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outer = addresses.filter((address) => !address.internal && !isLinkLocal(address.address));
  return {
    hostname: own,
    fqdn: own.includes('.') ? own : fqdnFromHosts(await readText(join(root, 'etc/hosts')), own),
    machineId: await readText(join(root, 'etc/machine-id')),
    biosUuid: sensible(await readText(join(root, 'sys/class/dmi/id/product_uuid')))?.toLowerCase() ?? null,
    serial: sensible(await readText(join(root, 'sys/class/dmi/id/product_serial'))),
    macs: distinct(outer.map((address) => address.mac).filter((mac) => mac !== '00:00:00:00:00:00')),
    ips: distinct(outer.map((address) => address.address)),
  };
}

/** Every IPv6 interface has one, and it says nothing. */
function isLinkLocal(address: string): boolean {
  return address.startsWith('fe80:') || address.startsWith('169.254.');
}

/** The dotted name that stands in one line with the host's own, as `hostname -f` finds it without asking a name server. */
export function fqdnFromHosts(hosts: string | null, own: string): string | null {
  for (const line of (hosts ?? '').split('\n')) {
    const [, ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (!names.includes(own)) continue;
    const dotted = names.find((name) => name.startsWith(`${own}.`));
    if (dotted !== undefined) return dotted;
  }
  return null;
}

function sensible(value: string | null): string | null {
  return value === null || JUNK.test(value.replaceAll('-', '')) || JUNK.test(value) ? null : value;
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
