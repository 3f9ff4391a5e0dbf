import type { CauseRule } from './cause-rule.ts';
import { listOfNames, scanner, when } from './wording.ts';

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
    `${scanner(infosec?.lastLook)} looked at ${device.name} on ${when(infosec?.lastLook?.at ?? null)}; ${listed(device.namesakes)}`,
  next: ({ device }) =>
    device.namesakes.length > 0
      ? `Have IT’s list tell the full names, serial numbers or BIOS UUIDs of ${listOfNames(device.namesakes)}; or enrol ${device.name}.`
      : `Enrol ${device.name}, or name who owns it.`,
};

function listed(namesakes: readonly string[]): string {
  return namesakes.length === 0
    ? 'IT’s inventory has no such device.'
    : `IT lists ${listOfNames(namesakes)}: the short name is the same, and nothing else shows that they are one device.`;
}
