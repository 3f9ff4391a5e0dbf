import type { CauseRule } from './cause-rule.ts';
import { scanner, when } from './wording.ts';

/** The device is unknown to IT's side, so nobody manages it: V − P after identity resolution. */
export const notInItInventory: CauseRule = {
  id: 'not-in-it-inventory',
  version: 1,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Not in IT inventory',
  summary: 'InfoSec scanned them, IT’s inventory does not list them',
  nextAction: 'Enrol or name an owner',
  fits: ({ it }) => it === null,
  explain: ({ device, infosec }) =>
    `${scanner(infosec?.lastLook)} looked at ${device.name} on ${when(infosec?.lastLook?.at ?? null)}; IT’s inventory has no such device.`,
  next: ({ device }) => `Enrol ${device.name}, or name who owns it.`,
};
