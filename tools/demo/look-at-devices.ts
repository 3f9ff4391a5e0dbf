import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FixCell } from '@baton/services/relay/fix-evidence.ts';
import { z } from 'zod';

const row = z.object({ device: z.string(), aliases: z.array(z.string()), fix: z.string(), openInTruth: z.boolean() });

/** What people see who look at devices one by one: how it really is. */
export type Look = (fixId: string, cell: FixCell) => 'in place' | 'missing';

/** @param truthPath what is so at the end of a turn, a line a cell */
export async function lookAtDevices(truthPath: string): Promise<Look> {
  const open = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(truthPath) })) {
    const { device, aliases, fix, openInTruth } = row.parse(JSON.parse(line));
    if (openInTruth) for (const name of [device, ...aliases]) open.add(keyOf(name, fix));
  }
  return (fixId, { device }) => (open.has(keyOf(device, fixId)) ? 'missing' : 'in place');
}

function keyOf(device: string, fix: string): string {
  const short = /^[\d.]+$/.test(device) ? device : device.toLowerCase().replace(/\..*$/, '');
  return `${short}\n${fix}`;
}
