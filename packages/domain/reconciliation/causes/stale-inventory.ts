import type { CauseRule } from './cause-rule.ts';
import { when } from './wording.ts';

/** IT's side has not seen the device for longer than its source's limit. */
export const staleInventory: CauseRule = {
  id: 'stale-inventory',
  version: 1,
  owner: 'it',
  positiveProof: false,
  confidence: 'proof',
  label: 'Inventory too old',
  summary: 'IT’s tool has not heard from them for longer than its limit',
  nextAction: 'Bring back online',
  fits: ({ it }) => it?.stale === true,
  explain: ({ device, it }) => `${it?.record.source} last heard from ${device.name} on ${when(it?.lastSeen ?? null)}.`,
  next: ({ device }) => `Bring ${device.name} back to the patch tool, or retire it.`,
};
